"""Measure understanding on a file of labelled messages."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bot.nlu.evaluation import messages, report, run, table
from bot.nlu.pipeline import read


class Command(BaseCommand):
    """Reads JSONL with text, intent and category; needs no database."""

    help = "Measure understanding on FILE: accuracy, safety, confusions and latency."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file and the form of the answer."""
        parser.add_argument("file", type=Path, help="one JSON object a line")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Name bad lines on standard error, print the figures on standard output."""
        try:
            with options["file"].open(encoding="utf-8", errors="replace") as lines:
                found = messages(lines)
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        for fault in found.bad:
            self.stderr.write(fault)
        if not found.good:
            raise CommandError(f"{options['file']}: no line could be read.")
        read(found.good[0].text)  # Loading the tables is no part of what a message costs.
        measured = report(run(found.good, read), found.bad)
        if options["json"]:
            self.stdout.write(json.dumps(measured, ensure_ascii=False, indent=2))
        else:
            for line in table(measured):
                self.stdout.write(line)
