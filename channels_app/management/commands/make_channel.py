"""Open a channel, or change its settings; secrets never stand on the command line."""

import json
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from channels_app import registry
from channels_app.kind import ChannelKind
from channels_app.models import Channel


class Command(BaseCommand):
    """Settings come from the environment, or as one JSON object on standard input."""

    help = "Open a channel or change its settings, and print the address that its provider calls."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what is no secret."""
        parser.add_argument("--kind", required=True, choices=sorted(registry.KINDS))
        parser.add_argument("--name", required=True, help="what officers call it")
        parser.add_argument("--address", required=True, help="our number or handle")
        parser.add_argument("--uuid", help="the channel to change; without it a name is enough")
        parser.add_argument("--off", action="store_true", help="close it; nothing is lost")
        parser.add_argument(
            "--stdin", action="store_true", help="read settings as JSON from standard input"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the channel and say what to enter at the provider."""
        kind = registry.get(options["kind"])
        if kind.trial_only and not settings.SAMLENG_TRIAL:
            raise CommandError(f"{kind.name} sends to nobody: it is for trials alone.")
        channel = self._save(kind, options)
        self.stdout.write(f"channel  {channel.uuid}  {'on' if channel.is_active else 'off'}")
        for line in kind.entered(channel, settings.PUBLIC_BASE_URL):
            self.stdout.write(line)

    @transaction.atomic
    def _save(self, kind: ChannelKind, options: dict[str, Any]) -> Channel:
        wanted = {"uuid": options["uuid"]} if options["uuid"] else {"name": options["name"]}
        channel = Channel.objects.filter(kind=kind.name, **wanted).first()
        if channel is None:
            channel = Channel(kind=kind.name, **wanted)
        channel.config = channel.config | _given(kind, from_stdin=options["stdin"])
        faults = kind.faults_in(channel.config)
        if faults:
            raise CommandError("\n".join([*faults, _where(kind)]))
        channel.name, channel.address = options["name"], options["address"]
        channel.is_active = not options["off"]
        channel.save()
        return channel


def _given(kind: ChannelKind, *, from_stdin: bool) -> dict[str, str]:
    """Give the settings that are set; an empty one on standard input takes the setting away."""
    if from_stdin:
        try:
            given = json.load(sys.stdin)
        except ValueError as error:
            raise CommandError("Standard input is no JSON object.") from error
        if not isinstance(given, dict):
            raise CommandError("Standard input is no JSON object.")
        return {str(name): str(value) for name, value in given.items()}
    found = ((declared.name, os.environ.get(declared.variable)) for declared in kind.config_fields)
    return {name: value for name, value in found if value is not None}


def _where(kind: ChannelKind) -> str:
    names = ", ".join(f"{declared.name} ({declared.variable})" for declared in kind.config_fields)
    return f"Set them in the environment, or give them with --stdin: {names}"
