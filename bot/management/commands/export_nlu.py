"""Put approved labels into the assets that understanding is trained from."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from bot.labelling.export import LEARNED, export


class Command(BaseCommand):
    """Writes one file; a second run with nothing new changes nothing."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("--to", type=Path, default=LEARNED, help="the file to add to")

    def handle(self, *args: Any, **options: Any) -> None:
        """Export."""
        done = export(options["to"])
        self.stdout.write(f"{done.path}: {done.written} new, {done.known} known already.")
        if done.written:
            self.stdout.write("Look the file over, then: manage.py train_nlu")
