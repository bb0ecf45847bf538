"""Telegram: private chats with a bot."""

import hmac
import re
from typing import Final

from django.http import HttpResponse, JsonResponse

from channels_app import calling
from channels_app.identity import keyed_hash
from channels_app.kind import (
    Button,
    ChannelKind,
    ConfigField,
    Event,
    FetchedOrNot,
    LookedUp,
    Malformed,
    Retry,
    Sending,
    Sent,
    Unknown,
    WireRequest,
)
from channels_app.kinds.telegram import api, updates
from channels_app.models import Channel

LONGEST_PAYLOAD: Final = 64
MOST_BUTTONS: Final = 20
A_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")
ANSWERED: Final = "answerCallbackQuery"


class Telegram(ChannelKind):
    """A bot that people write to in private. The Bot API cannot be asked what it has sent."""

    name = "telegram"
    cap_units = 4096
    config_fields = (
        ConfigField("bot_token", "the token that BotFather gave", "TELEGRAM_BOT_TOKEN", True, True),
        ConfigField("webhook_secret", "what Telegram's requests carry: letters, digits, _ and -",
                    "TELEGRAM_WEBHOOK_SECRET", True, True),
    )  # fmt: skip

    def verify(self, channel: Channel, request: WireRequest) -> bool:
        """Compare the secret that was given to Telegram with the webhook's address."""
        given = request.headers.get("x-telegram-bot-api-secret-token", "").encode()
        secret = str(channel.config.get("webhook_secret", "")).encode()
        return bool(secret) and hmac.compare_digest(given, secret)

    def parse(self, channel: Channel, request: WireRequest) -> list[Event]:
        """Read one update."""
        return updates.events(request.body)

    def answer_to(self, request: WireRequest) -> HttpResponse:
        """Let a pressed button come to rest, in the answer itself: no call of ours is needed."""
        try:
            pressed = updates.pressed_id(request.body)
        except Malformed:
            pressed = ""
        if not pressed:
            return self.answer()
        return JsonResponse({"method": ANSWERED, "callback_query_id": pressed})

    def send(self, channel: Channel, sending: Sending) -> Sent:
        """Send one message, with its buttons below one another: Khmer words are long."""
        asked: dict[str, object] = {
            "chat_id": int(sending.address),
            "text": sending.body,
            "link_preview_options": {"is_disabled": True},
        }
        if sending.buttons:
            rows = [[{"text": b.label, "callback_data": b.payload}] for b in sending.buttons]
            asked["reply_markup"] = {"inline_keyboard": rows}
        try:
            answer = api.call(_token(channel), "sendMessage", **asked)
        except calling.NeverLeft as error:
            return Retry(str(error))
        except calling.MayHaveLeft as error:
            return Unknown(str(error))
        # Its message numbers count within a chat, and the chat's own number is a person's.
        return api.outcome(answer, prefix=keyed_hash(f"telegram:{sending.address}")[:16])

    def look_up(self, channel: Channel, sending: Sending) -> LookedUp:
        """Give up: a bot cannot list what it has sent."""
        return Unknown("Telegram cannot be asked")

    def takes(self, buttons: tuple[Button, ...]) -> bool:
        """Show what fits: a payload has at most 64 bytes."""
        fit = all(b.label and 0 < len(b.payload.encode()) <= LONGEST_PAYLOAD for b in buttons)
        return 0 < len(buttons) <= MOST_BUTTONS and fit

    def media(self, channel: Channel, reference: str) -> FetchedOrNot:
        """Fetch a file by its id."""
        return api.download(_token(channel), reference)

    def reaches(self, channel: Channel, address: str) -> bool:
        """Write to private chats alone, whose numbers are above zero."""
        return address.isascii() and address.isdigit() and int(address) > 0

    def faults_in(self, config: dict[str, str]) -> list[str]:
        """Also refuse a secret that Telegram would refuse."""
        secret = config.get("webhook_secret")
        wrong = bool(secret) and not A_SECRET.fullmatch(str(secret))
        fault = ["webhook_secret may hold letters, digits, _ and - alone"] if wrong else []
        return super().faults_in(config) + fault


def _token(channel: Channel) -> str:
    return str(channel.config.get("bot_token", ""))
