"""Bring what ships for Cambodia into the database; officers own it from then on."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workflows.catalogue.applying import SECTIONS, load
from workflows.catalogue.reading import FOLDER
from workflows.errors import CatalogueError


class Command(BaseCommand):
    """Adds what is missing, leaves what officers changed, says what differs."""

    help = "Load areas, agencies, programmes, categories, offices, calendars, deadlines and rules."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the options."""
        parser.add_argument("--dry-run", action="store_true", help="say what would change")
        parser.add_argument(
            "--overwrite",
            nargs="*",
            choices=SECTIONS,
            metavar="SECTION",
            help="make what differs as it ships; rules, policies and calendars get a new version."
            f" Sections: {', '.join(SECTIONS)}; none named means all.",
        )
        parser.add_argument("--folder", type=Path, default=FOLDER, help="where the files are")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load, and print what was done."""
        named = options["overwrite"]
        verbosity = options["verbosity"]
        try:
            changes = load(
                folder=options["folder"],
                overwrite=SECTIONS if named == [] else named or (),
                dry_run=options["dry_run"],
                progress=self._progress if verbosity else lambda _: None,
            )
        except CatalogueError as wrong:
            raise CommandError(f"{wrong}. Nothing was changed.") from wrong
        if not verbosity:
            return
        for change in changes:
            for line in change.lines(every=verbosity > 1):
                self.stdout.write(line)
        if not any(changes):
            self.stdout.write("Nothing to change.")
        elif options["dry_run"]:
            self.stdout.write("This was a dry run: nothing was changed.")

    def _progress(self, step: str) -> None:
        self.stderr.write(f"... {step}")
