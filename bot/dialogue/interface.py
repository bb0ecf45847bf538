"""What the bot asks of a dialogue engine, whichever engine it is."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

JSON: TypeAlias = "Mapping[str, JSON] | Sequence[JSON] | str | int | float | bool | None"


@dataclass(frozen=True)
class Payload:
    """What a message came to: an intent, and facts by the names of the domain's entities.

    Labels and facts only (a category's code, "given", true): never a person's words.
    """

    intent: str
    slots: Mapping[str, JSON] = field(default_factory=dict)

    def text(self) -> str:
        """Write it as Rasa reads it: /intent{"slot": value}."""
        facts = json.dumps(dict(self.slots), ensure_ascii=False) if self.slots else ""
        return f"/{self.intent}{facts}"


@dataclass(frozen=True)
class Button:
    """A choice below a text; its payload is what a press says."""

    title: str
    payload: str


@dataclass(frozen=True)
class Answer:
    """One piece of a reply, in the order in which it was given: words, or a custom payload."""

    text: str = ""
    custom: Mapping[str, Any] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()


class Dialogue(Protocol):
    """Decides what happens next with one person, who is known by an opaque id."""

    def turn(self, sender: str, payload: Payload, *, channel: str = "") -> tuple[Answer, ...]:
        """Take one message and give the whole reply, which may be empty.

        Raises DialogueUnavailable when the engine cannot be asked now.
        """

    def restart(self, sender: str) -> None:
        """Forget what was said with this person."""
