"""Give dead inbound messages another chance, once the cause is mended."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from channels_app import inbox
from channels_app.models import InboundMessage, InboundState


class Command(BaseCommand):
    """Counts by cause; nobody's words and no number are printed."""

    help = "Count the inbound messages that gave up, by cause; --yes lets them be handled again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the one word that makes it real."""
        parser.add_argument("--yes", action="store_true", help="do it; without it, only count")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what is dead and why, and put it back into the queue when told to."""
        dead = list(InboundMessage.objects.filter(state=InboundState.DEAD).only("pk", "last_error"))
        for cause, number in Counter(message.last_error for message in dead).most_common():
            self.stdout.write(f"{number:>6}  {cause}")
        if options["yes"]:
            self.stdout.write(f"{inbox.retry_dead(dead)} of {len(dead)} are in the queue again.")
        elif dead:
            self.stdout.write(f"{len(dead)} dead. Mend the cause, then: retry_dead --yes")
        else:
            self.stdout.write("None is dead.")
