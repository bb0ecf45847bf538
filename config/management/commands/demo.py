"""The trial on one machine: everything from the database to the pages, from one command."""

import threading
from argparse import ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils import translation

from config.postgres.errors import PostgresError
from config.processes import own_postgres, trial

HIGHEST_PORT = 65535


def _port(text: str) -> int:
    """Read a port; a sentence where it is none."""
    if not text.isdecimal() or not 1 <= int(text) <= HIGHEST_PORT:
        raise ArgumentTypeError(f"a port is a number from 1 to {HIGHEST_PORT}, not {text}")
    return int(text)


class Command(BaseCommand):
    """Starts the trial, plays the main job, and serves until Ctrl-C."""

    help = "Start the trial: database, catalogue, a case from text to answer, then the site."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the port."""
        parser.add_argument("--port", type=_port, default=8000)
        parser.add_argument("--made-up", type=int, default=300, help="cases at the first start")
        parser.add_argument("--quiet", action="store_true", help="serve without telling the story")

    def handle(self, *_args: Any, port: int, **options: Any) -> None:
        """Prepare, serve, and tell the story to the served site."""
        if not settings.SAMLENG_TRIAL:
            raise CommandError("The demo is for SAMLENG_MODE=trial: it makes people up.")
        if trial.is_taken(port):
            raise CommandError(f"Port {port} is taken. Choose another: make demo PORT={port + 1}")
        try:
            with own_postgres.running(share=False):
                trial.prepare(settings.ENV, self.stdout.write)
                self._prepare_the_world(port, count=options["made_up"])
                trial.serve(port=port, ready=lambda: self._ready(port, quiet=options["quiet"]))
        except PostgresError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Stopped; nothing is left running.")

    def _prepare_the_world(self, port: int, *, count: int) -> None:
        from cases.models import Case
        from config.demo import people, seed
        from config.simulator import channel

        if Case.objects.filter(is_synthetic=False).exists():
            raise CommandError("This database holds real cases. The demo makes people up: refused.")
        self._password = people.password(settings.ENV.trial_folder)
        people.ensure_logins(self._password)
        self.stdout.write("Looking for the made-up cases (under a minute at the first start) ...")
        seed.seed(count=count, say=self.stdout.write)
        channel.ensure_phone(f"http://127.0.0.1:{port}")
        self._chat = channel.ensure_chat().uuid
        connections.close_all()

    def _ready(self, port: int, *, quiet: bool) -> None:
        # Beside the server, which answers the story's requests.
        threading.Thread(target=self._tell, args=[port, quiet], daemon=True).start()

    def _tell(self, port: int, quiet: bool) -> None:
        from config.demo import story
        from config.simulator import channel

        base = f"http://127.0.0.1:{port}"
        try:
            phone = channel.phone()
            if phone is not None and not quiet:
                # The terminal speaks English; many show no Khmer script.
                with translation.override("en"):
                    story.tell(phone, base=base, say=self.stdout.write)
        except story.TookTooLong as error:
            self.stdout.write(self.style.WARNING(str(error)))
        finally:
            connections.close_all()
        self._say_where(base)

    def _say_where(self, base: str) -> None:
        from config.demo import people

        self.stdout.write("")
        self.stdout.write(f"Samleng is on {base}   (Ctrl-C stops everything)")
        self.stdout.write(f"  the phone simulator   {base}/simulator/")
        self.stdout.write(f"  the web chat          {base}/chat/{self._chat}/")
        self.stdout.write(f"  log-ins, for this trial alone; the password of all: {self._password}")
        for login in people.LOGINS:
            self.stdout.write(f"    {login.username:<12}{login.name}")
