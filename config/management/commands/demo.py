"""The trial on one machine: everything from the database to the pages, from one command."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.postgres.errors import PostgresError
from config.processes import own_postgres, trial


class Command(BaseCommand):
    """Starts the trial, plays the main job, and serves until Ctrl-C."""

    help = "Start the trial: database, catalogue, a case from text to answer, then the site."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the port."""
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *_args: Any, port: int, **_options: Any) -> None:
        """Prepare, play, serve."""
        if not settings.SAMLENG_TRIAL:
            raise CommandError("The demo is for SAMLENG_MODE=trial: it makes people up.")
        if trial.is_taken(port):
            raise CommandError(f"Port {port} is taken. Choose another: make demo PORT={port + 1}")
        try:
            with own_postgres.running(share=False):
                trial.prepare(settings.ENV, self.stdout.write)
                trial.serve(port=port, ready=lambda: self._ready(port))
        except PostgresError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Stopped; nothing is left running.")

    def _ready(self, port: int) -> None:
        self.stdout.write(f"Samleng is on http://127.0.0.1:{port}   (Ctrl-C stops everything)")
