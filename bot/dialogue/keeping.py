"""How a tracker is written down, and read again; what cannot be read is a new conversation."""

import json
from dataclasses import asdict, fields
from typing import Any, Final

from bot.dialogue.errors import DialogueError
from bot.dialogue.tracker import SlotTable, Standing, Tracker

VERSION: Final = 1
NAMES: Final = frozenset(field.name for field in fields(Standing))


class Unreadable(DialogueError):
    """What is kept of this conversation cannot be read."""


def written(tracker: Tracker) -> dict[str, Any]:
    """Write a tracker as JSON."""
    return {"version": VERSION, "base": asdict(tracker.base), "events": tracker.events}


def read(sender: str, kept: Any, table: SlotTable) -> Tracker:
    """Read a tracker, and live through its events again. Raises Unreadable."""
    tracker = Tracker(sender, table)
    try:
        if kept["version"] != VERSION:
            raise Unreadable
        base = Standing(**{name: kept["base"][name] for name in NAMES})
        # Slots come and go with the domain.
        known = {name: value for name, value in base.slots.items() if name in table.names}
        base.slots = {**table.initial, **known}
        tracker.base = base
        tracker.now = tracker.started()
        tracker.update(*(dict(event) for event in kept["events"]))
        tracker.moments()
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise Unreadable from error
    return tracker


def json_of(kept: Any) -> Any:
    """Give what is kept as it comes back from where it lies."""
    return json.loads(json.dumps(kept, allow_nan=False))
