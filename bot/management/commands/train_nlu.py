"""Train understanding from its labelled phrasings, and keep the weights."""

from argparse import ArgumentParser
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bot.nlu.assets import AssetError, phrases
from bot.nlu.classifier import folders, trained
from bot.nlu.trials import leave_each_style_out


class Command(BaseCommand):
    """Does nothing when the weights of these phrasings and this code are there already."""

    help = "Train the classifier of messages from bot/assets/nlu; seconds, once for each change."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where the phrasings are, and what to do with them."""
        parser.add_argument(
            "--assets", type=Path, action="append", help="a folder of phrasings, more than once"
        )
        parser.add_argument("--anew", action="store_true", help="train although it is kept")
        parser.add_argument(
            "--hold-out",
            action="store_true",
            help="keep nothing: train without each style in turn and read it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Train, and say what came of it."""
        assets = tuple(options["assets"] or folders())
        start = perf_counter()
        try:
            if options["hold_out"]:
                for line in leave_each_style_out(phrases(assets)):
                    self.stdout.write(line)
                return
            weights = trained(assets, anew=options["anew"])
        except AssetError as error:
            raise CommandError(str(error)) from error
        features, labels = weights.matrix.shape
        self.stdout.write(
            f"{len(phrases(assets))} phrasings, {labels} labels, {features} features, "
            f"{perf_counter() - start:.1f} s"
        )
