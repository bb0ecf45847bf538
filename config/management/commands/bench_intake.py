"""Measure the intake: lost, doubled, accepted and whole paths a second."""

import json
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.bench import scratch
from config.bench.processes import NotServing
from config.bench.run import Report, run


class Command(BaseCommand):
    """Runs on a scratch database unless told otherwise; ends with 1 when it found fault."""

    help = (
        "Post signed webhooks from many writers to real processes, and count what became of them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the size, and where to run."""
        parser.add_argument("--writers", type=int, default=32)
        parser.add_argument("--messages", type=int, default=5000)
        parser.add_argument("--workers", type=int, default=1, help="worker processes")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--raw-seconds", type=float, default=3.0, help="plain commits, how long"
        )
        parser.add_argument(
            "--here",
            action="store_true",
            help="use the configured database: its figures will count the bench's cases",
        )
        parser.add_argument(
            "--url",
            default="",
            help="a server that runs on the configured database; implies --here",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Measure and print."""
        if not settings.SAMLENG_TRIAL:
            raise CommandError("The bench is for SAMLENG_MODE=trial: it makes thousands of cases.")
        if not (options["here"] or options["url"]):
            with scratch.environment() as environment:
                sys.exit(scratch.manage(_words(options), environment))
        try:
            report = run(
                messages=options["messages"],
                writers=options["writers"],
                workers=options["workers"],
                url=options["url"],
                raw_seconds=options["raw_seconds"],
            )
        except NotServing as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(report.as_dict()) if options["json"] else _in_words(report))
        if not report.ok:
            sys.exit(1)


def _words(options: dict[str, Any]) -> list[str]:
    words = ["bench_intake", "--here", *(["--json"] if options["json"] else [])]
    for name in ("writers", "messages", "workers", "raw_seconds"):
        words += [f"--{name.replace('_', '-')}", str(options[name])]
    return words


def _in_words(report: Report) -> str:
    return "\n".join(f"{name:>18}  {value}" for name, value in report.as_dict().items())
