"""Tell Telegram where to call, and show what it knows about it; the token is never printed."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from channels_app import calling
from channels_app.kinds.telegram import api, updates
from channels_app.models import Channel
from channels_app.reading import moment, number, part, parts, text

SHOWN = ("url", "ip_address", "last_error_message")
COUNTS = ("pending_update_count", "max_connections")


class Command(BaseCommand):
    """Without --set it only looks."""

    help = "Show a Telegram channel's webhook as Telegram has it; --set enters ours first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take which channel, and whether to change something."""
        parser.add_argument("--name", required=True, help="what officers call the channel")
        parser.add_argument("--set", action="store_true", help="enter our address and secret")
        parser.add_argument("--connections", type=int, default=20, help="at once, 1 to 100")

    def handle(self, *args: Any, **options: Any) -> None:
        """Set the webhook when asked to, then show it."""
        channel = Channel.objects.filter(kind="telegram", name=options["name"]).first()
        if channel is None:
            raise CommandError("There is no Telegram channel of this name: see make_channel.")
        token = str(channel.config.get("bot_token", ""))
        hook = f"{settings.PUBLIC_BASE_URL}/hooks/telegram/{channel.uuid}/"
        if options["set"]:
            _ask(
                token,
                "setWebhook",
                url=hook,
                secret_token=channel.config.get("webhook_secret", ""),
                allowed_updates=list(updates.ALLOWED),
                max_connections=options["connections"],
            )
        self._show(_ask(token, "getWebhookInfo"), hook)

    def _show(self, said: dict[str, Any], hook: str) -> None:
        told = part(said, "result")
        for name in SHOWN:
            self.stdout.write(f"{name:<22}{text(told, name) or '-'}")
        for name in COUNTS:
            self.stdout.write(f"{name:<22}{number(told, name) or 0}")
        failed_at = moment(number(told, "last_error_date"))
        self.stdout.write(f"{'last_error_date':<22}{failed_at or '-'}")
        allowed = ", ".join(str(name) for name in parts(told, "allowed_updates"))
        self.stdout.write(f"{'allowed_updates':<22}{allowed or '-'}")
        ours = text(told, "url") == hook
        self.stdout.write("It is ours." if ours else "It is not ours: run again with --set.")


def _ask(token: str, method: str, **asked: Any) -> dict[str, Any]:
    try:
        answer = calling.ask(f"{api.base_url()}/bot{token}/{method}", asked)
    except (calling.NeverLeft, calling.MayHaveLeft) as error:
        raise CommandError(f"Telegram was not reached: {error}") from None
    if answer.said.get("ok") is not True:
        why = text(answer.said, "description").replace(token, "…")
        raise CommandError(f"Telegram refused {method}: {why or answer.status}")
    return answer.said
