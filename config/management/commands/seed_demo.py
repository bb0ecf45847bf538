"""Fill a trial with made-up people and months of their cases."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.demo import seed


class Command(BaseCommand):
    """Does nothing where made-up cases exist already."""

    help = "Make officers and some months of synthetic cases, the same ones every time."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many."""
        parser.add_argument("--count", type=int, default=seed.COUNT)

    def handle(self, *_args: Any, count: int, **_options: Any) -> None:
        """Make them."""
        if not settings.SAMLENG_TRIAL:
            raise CommandError("Made-up cases are for SAMLENG_MODE=trial.")
        if not seed.seed(count=count, say=self.stdout.write):
            self.stdout.write("There are made-up cases already.")
