"""Bring in a list of households or of payments."""

import getpass
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.models import ImportKind, RegisterImport
from cases.registry.errors import ListRefused
from cases.registry.importing.run import Order, bring_in

SOME_REFUSED = 3
LINES = ("rows", "added", "changed", "unchanged", "unlisted", "refused")


class Command(BaseCommand):
    """Ends with 0 when every row went in, 3 when some were refused, 1 when nothing went in."""

    help = "Bring in a CSV or XLSX list of households or payments; the same file twice is harmless."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the list and the options."""
        parser.add_argument("kind", choices=ImportKind.values)
        parser.add_argument("file", type=Path)
        parser.add_argument("--mapping", type=Path, help="a file like importing/columns.yaml")
        parser.add_argument("--report", type=Path, help="where refused rows are listed")
        parser.add_argument(
            "--complete",
            action="store_true",
            help="the list is whole: households that it lacks are no longer listed",
        )
        parser.add_argument(
            "--most-unlisted",
            type=float,
            default=5.0,
            metavar="PERCENT",
            help="with --complete: refuse a list that would unlist more (5)",
        )
        parser.add_argument("--dry-run", action="store_true", help="check, and change nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Bring in, and print what came of it."""
        path: Path = options["file"]
        if options["complete"] and options["kind"] != ImportKind.HOUSEHOLDS:
            raise CommandError("--complete is for households.")
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        order = Order(
            kind=options["kind"],
            path=path,
            by=getpass.getuser(),
            report=options["report"] or path.with_name(f"{path.name}.refused.csv"),
            mapping=options["mapping"],
            complete=options["complete"],
            most_unlisted_percent=options["most_unlisted"],
            dry_run=options["dry_run"],
            shows_progress=options["verbosity"] > 0 and sys.stderr.isatty(),
        )
        try:
            done = bring_in(order)
        except ListRefused as refused:
            where = f" See {order.report}." if order.report.exists() else ""
            raise CommandError(f"{refused} Nothing was changed.{where}") from refused
        self._print(done, order)
        if done.refused:
            sys.exit(SOME_REFUSED)

    def _print(self, done: RegisterImport, order: Order) -> None:
        for name in LINES:
            self.stdout.write(f"{name:>10}  {getattr(done, name):>12,}")
        if order.dry_run:
            self.stdout.write("This was a dry run: nothing was changed.")
        if done.refused:
            self.stdout.write(f"The refused rows are listed in {order.report}.")
