"""What the bot says: variations of a response, by channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.dialogue.assets.written import Written

KEYS: Final = {"text", "custom", "buttons", "channel", "id", "metadata"}


@dataclass(frozen=True)
class Response:
    """One variation."""

    text: str | None = None
    custom: Mapping[str, Any] = field(default_factory=dict)
    buttons: tuple[Mapping[str, Any], ...] = ()
    channel: str | None = None


def read_responses(name: str, written: Written) -> tuple[Response, ...]:
    """Read the variations of one response."""
    if "/" in name:
        raise written.refuse(f"'{name}' answers a retrieval intent, which is not taken")
    if not name.startswith("utter_"):
        raise written.refuse(f"the response '{name}' must begin with utter_")
    found = tuple(_read(name, each) for each in written.each(f"the response '{name}'"))
    if not found:
        raise written.refuse(f"the response '{name}' says nothing")
    return found


def _read(name: str, written: Written) -> Response:
    if not written.is_mapping:
        raise written.refuse(f"a variation of '{name}' must be a mapping")
    if "condition" in written.value:
        raise written.refuse(f"'{name}' depends on slots: decide that in a rule or an action")
    found = written.keys(KEYS, f"the response '{name}'")
    if not found.keys() & {"text", "custom", "buttons"}:
        raise written.refuse(f"a variation of '{name}' says nothing")
    _no_double_braces(written)
    buttons = (
        [_button(each) for each in found["buttons"].each("buttons")] if "buttons" in found else []
    )
    if buttons and "text" not in found:
        raise found["buttons"].refuse(f"the buttons of '{name}' need a text")
    custom = dict(found["custom"].pairs("custom")) if "custom" in found else {}
    return Response(
        text=str(found["text"].value) if "text" in found else None,
        custom={key: value.value for key, value in custom.items()},
        buttons=tuple(buttons),
        channel=found["channel"].text("a channel") if "channel" in found else None,
    )


def _button(written: Written) -> Mapping[str, Any]:
    found = written.keys({"title", "payload", "type"}, "a button")
    if not {"title", "payload"} <= found.keys():
        raise written.refuse("a button has a title and a payload")
    return {key: value.value for key, value in found.items()}


def _no_double_braces(written: Written) -> None:
    # Rasa's templates turn them inside out.
    if "{{" in repr(written.value):
        raise written.refuse("double braces in a response are not taken")
