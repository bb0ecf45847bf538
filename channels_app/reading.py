"""What providers write in JSON, read so that a database and a person can take it."""

import json
from datetime import UTC, datetime
from typing import Any

from channels_app.kind import Malformed

# A message's own words; what is longer was made to keep us busy.
LONGEST_TEXT = 20_000


def document(body: bytes) -> dict[str, Any]:
    """Read one JSON object; Malformed for anything else."""
    try:
        told = json.loads(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise Malformed from error
    if not isinstance(told, dict):
        raise Malformed
    return told


def part(told: Any, name: str) -> dict[str, Any]:
    """Give an object within an object; an empty one where there is none."""
    found = told.get(name) if isinstance(told, dict) else None
    return found if isinstance(found, dict) else {}


def parts(told: Any, name: str) -> list[Any]:
    """Give a list within an object; an empty one where there is none."""
    found = told.get(name) if isinstance(told, dict) else None
    return found if isinstance(found, list) else []


def text(told: Any, name: str) -> str:
    """Give a text, with U+FFFD where a NUL or half a character stood; "" where there is none."""
    found = told.get(name) if isinstance(told, dict) else None
    return readable(found) if isinstance(found, str) else ""


def readable(value: str) -> str:
    """Put U+FFFD where a NUL or half a character stood."""
    mended = value[:LONGEST_TEXT].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return mended.replace("\x00", "\ufffd")


def number(told: Any, name: str) -> int | None:
    """Give a whole number that a database takes; None where there is none."""
    found = told.get(name) if isinstance(told, dict) else None
    if isinstance(found, int) and not isinstance(found, bool) and abs(found) < 2**63:
        return found
    return None


def moment(seconds: float | None) -> datetime | None:
    """Give an instant from the seconds since 1970; None for one that cannot be."""
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
