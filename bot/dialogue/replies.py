"""What is said: responses with their facts filled in, and what of them reaches the person."""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bot.dialogue.assets.responses import Response
from bot.dialogue.events import Event
from bot.dialogue.interface import Answer, Button

PLACEHOLDER: Final = re.compile(r"{([^\n{}]+?)}")


def choose(variations: Sequence[Response], channel: str, seed: str) -> Response | None:
    """Take one of the variations for this channel, or of those for every channel.

    The seed decides among several: a turn that is taken again says the same.
    """
    fitting = [each for each in variations if channel and each.channel == channel]
    fitting = fitting or [each for each in variations if each.channel is None]
    return fitting[zlib.crc32(seed.encode()) % len(fitting)] if fitting else None


def filled(response: Response, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Write the facts into a response."""
    message: dict[str, Any] = {}
    if response.text is not None:
        message["text"] = _fill(response.text, facts)
    if response.custom:
        message["custom"] = _fill(dict(response.custom), facts)
    if response.buttons:
        message["buttons"] = [_fill(dict(button), facts) for button in response.buttons]
    return message


def _fill(value: Any, facts: Mapping[str, Any]) -> Any:
    if isinstance(value, str):
        names = PLACEHOLDER.findall(value)
        # One unknown name leaves the whole text as it was written, as Rasa does.
        if not names or any(name not in facts for name in names):
            return value
        return PLACEHOLDER.sub(lambda found: str(facts[found[1]]), value)
    if isinstance(value, dict):
        return {key: _fill(each, facts) for key, each in value.items()}
    if isinstance(value, list):
        return [_fill(each, facts) for each in value]
    return value


def said(message: Mapping[str, Any]) -> Event:
    """Tell that the bot said something."""
    parts = {key: message[key] for key in ("custom", "buttons") if message.get(key)}
    return {"event": "bot", "text": message.get("text"), "data": parts}


def answers(event: Event) -> Iterator[Answer]:
    """Split what the bot said into the pieces that arrive, as Rasa's REST channel does."""
    text, parts = event.get("text"), event.get("data") or {}
    if parts.get("buttons"):
        buttons = [each for each in parts["buttons"] if isinstance(each, Mapping)]
        yield Answer(text=text or "", buttons=buttons_of(buttons))
    elif text:
        for piece in str(text).strip().split("\n\n"):
            yield Answer(text=piece)
    custom = parts.get("custom")
    if custom:
        yield Answer(custom=custom if isinstance(custom, Mapping) else {"value": custom})


def buttons_of(buttons: Sequence[Mapping[str, Any]]) -> tuple[Button, ...]:
    """Read buttons as they travel."""
    return tuple(
        Button(str(button.get("title", "")), str(button.get("payload", ""))) for button in buttons
    )
