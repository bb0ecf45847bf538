"""Measure conversations: how long a reply takes at a steady pace, and what a turn costs."""

import json
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.bench import scratch
from config.bench.processes import NotServing
from config.bench.turns import run


class Command(BaseCommand):
    """Runs on a scratch database."""

    help = "Hold conversations of many people at so many turns a second with real processes."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the pace and the length."""
        parser.add_argument("--per-second", type=float, default=50)
        parser.add_argument("--seconds", type=float, default=20)
        parser.add_argument("--workers", type=int, default=1, help="worker processes")
        parser.add_argument("--here", action="store_true", help="use the configured database")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Measure and print one JSON object."""
        if not settings.SAMLENG_TRIAL:
            raise CommandError("The bench is for SAMLENG_MODE=trial: it makes many cases.")
        if not options["here"]:
            words = ["bench_turns", "--here", "--per-second", str(options["per_second"])]
            words += ["--seconds", str(options["seconds"]), "--workers", str(options["workers"])]
            with scratch.environment() as environment:
                sys.exit(scratch.manage(words, environment))
        try:
            report = run(
                per_s=options["per_second"],
                seconds=options["seconds"],
                workers=options["workers"],
            )
        except NotServing as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(report.as_dict()))
