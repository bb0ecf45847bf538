"""What a browser asks for, read once: the same words over a socket and over plain HTTP."""

import json
import re
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from channels_app.kinds.webchat.errors import Unreadable

LONGEST_TEXT: Final = 4000
LONGEST_LABEL: Final = 200
MOST_SAYINGS: Final = 20
MOST_CONFIRMED: Final = 200
LARGEST_FRAME: Final = 64 * 1024
# Halves of a pair, which no database takes; and NUL.
UNWRITABLE: Final = re.compile("[\ud800-\udfff\x00]")


@dataclass(frozen=True)
class Saying:
    """A message under the id that the browser made for it: sending it again is harmless."""

    id: UUID
    text: str
    payload: str = ""

    @property
    def is_takable(self) -> bool:
        """Say whether the text has a length that we take."""
        return bool(self.text.strip()) and len(self.text) <= LONGEST_TEXT


@dataclass(frozen=True)
class Asked:
    """One exchange: what the person says, what the browser has got, and what it has missed."""

    token: str = ""
    since: str = ""
    number: int = 0
    """The browser's count of its questions, given back with the answer."""
    sayings: tuple[Saying, ...] = ()
    got: tuple[UUID, ...] = ()
    read: tuple[UUID, ...] = ()
    wants_lines: bool = True


def read(frame: str | bytes) -> Asked:
    """Read a frame; Unreadable when it is none of ours."""
    if len(frame) > LARGEST_FRAME:
        raise Unreadable
    try:
        told = json.loads(frame if isinstance(frame, str) else frame.decode("utf-8"))
        return Asked(
            token=_text(told.get("token", ""), 400),
            since=_text(told.get("since", ""), 20),
            number=int(told.get("n", 0)),
            sayings=tuple(_saying(one) for one in _list(told, "say", MOST_SAYINGS)),
            got=tuple(UUID(one) for one in _list(told, "got", MOST_CONFIRMED)),
            read=tuple(UUID(one) for one in _list(told, "read", MOST_CONFIRMED)),
            wants_lines="since" in told,
        )
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise Unreadable from error


def writable(text: str) -> str:
    """Give a text as every later hand can take it; what cannot be written leaves a mark."""
    return UNWRITABLE.sub("\ufffd", text)


def _saying(told: dict[str, Any]) -> Saying:
    payload = writable(_text(told.get("payload", ""), LONGEST_LABEL))
    return Saying(UUID(told["id"]), writable(_text(told["text"], LARGEST_FRAME)), payload)


def _list(told: dict[str, Any], name: str, most: int) -> list[Any]:
    found = told.get(name, [])
    if not isinstance(found, list) or len(found) > most:
        raise Unreadable
    return found


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise Unreadable
    return value
