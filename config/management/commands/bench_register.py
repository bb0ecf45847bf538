"""Measure how long a register of many households takes to bring in."""

import json
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.bench import register, scratch


class Command(BaseCommand):
    """Runs on a scratch database unless told otherwise."""

    help = "Bring made-up lists in, and print the seconds and the peak of memory of each."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the size, and where to run."""
        parser.add_argument("--rows", type=int, default=1_000_000)
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--here", action="store_true", help="use the configured database, and leave it full"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Measure and print."""
        if not settings.SAMLENG_TRIAL:
            raise CommandError("The bench is for SAMLENG_MODE=trial: it makes up households.")
        if not options["here"]:
            words = ["bench_register", "--here", "--rows", str(options["rows"])]
            words += ["--json"] if options["json"] else []
            with scratch.environment() as environment:
                sys.exit(scratch.manage(words, environment))
        passes = register.as_dicts(register.run(rows=options["rows"]))
        if options["json"]:
            self.stdout.write(json.dumps({"passes": passes}, ensure_ascii=False))
            return
        for each in passes:
            self.stdout.write(
                f"{each['what']:<42}{each['seconds']:>8} s{each['rows_per_s']:>12} rows/s"
                f"{each['cpu_s']:>8} s CPU{each['peak_mib']:>6} MiB"
            )
