"""What is known of one conversation: its latest events, and what they come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from bot.dialogue.applied import applied
from bot.dialogue.events import LISTEN, NOT_SET, REQUESTED_SLOT, SESSION_START, Event


@dataclass(frozen=True)
class SlotTable:
    """The slots that there are, with the values that they start from."""

    initial: Mapping[str, Any]
    names: frozenset[str]
    # A single value becomes a list of one.
    lists: frozenset[str] = frozenset()


@dataclass
class Standing:
    """How a conversation stands after some events. Slots are replaced, never changed in place."""

    slots: Mapping[str, Any]
    latest_action: str | None = None
    latest_message: Event | None = None
    followup: str | None = LISTEN
    loop: str | None = None
    rejected: bool = False
    interrupted: bool = False
    paused: bool = False

    @property
    def active_loop(self) -> str | None:
        """Name the form that is going on, if any."""
        return None if self.loop == NOT_SET else self.loop


class Moment(NamedTuple):
    """What a rule may look at: the conversation just before an action."""

    intent: str | None
    previous: str | None
    loop: str | None
    slots: Mapping[str, Any]


ENDINGS: Final = ("restart", "session_started")
REVERTS: Final = ("rewind", "undo")


@dataclass
class Tracker:
    """One conversation. `base` is what the events before the kept ones came to."""

    sender: str
    table: SlotTable
    base: Standing = field(init=False)
    events: list[Event] = field(default_factory=list)
    now: Standing = field(init=False)

    def __post_init__(self) -> None:
        self.base = self.fresh()
        self.now = self.fresh()

    def fresh(self) -> Standing:
        """Give the standing of a conversation in which nothing happened."""
        return Standing(slots=self.table.initial)

    def copy(self) -> "Tracker":
        """Give a tracker that can go its own way."""
        twin = Tracker(self.sender, self.table)
        twin.base, twin.events, twin.now = self.base, list(self.events), replace(self.now)
        return twin

    def update(self, *events: Event) -> None:
        """Let events happen, in this order."""
        for event in events:
            self.events.append(event)
            kind = event["event"]
            if kind in ENDINGS:
                self.now = self.fresh()
                if kind == "restart":
                    self.now.followup = SESSION_START
            elif kind in REVERTS:
                self.now = self.replayed(self.applied())
            else:
                apply(event, self.now, self.table)

    def applied(self) -> list[Event]:
        """List what still counts: without what was reverted, since the session's beginning."""
        return applied(self.events)

    def started(self) -> Standing:
        """Give the standing before the first event that counts."""
        ended = any(event["event"] in ENDINGS for event in self.events)
        return self.fresh() if ended else replace(self.base)

    def replayed(self, events: Iterable[Event]) -> Standing:
        """Give the standing that these events lead to."""
        standing = self.started()
        for event in events:
            apply(event, standing, self.table)
        return standing

    def moments(self) -> list[Moment]:
        """List the conversation before each of its actions, and as it stands."""
        standing = self.started()
        found = []
        for event in self.applied():
            if event["event"] == "action":
                found.append(moment(standing))
            apply(event, standing, self.table)
        found.append(moment(standing))
        return found

    @property
    def intent(self) -> str | None:
        """Name the intent of the latest message."""
        return intent_of(self.now.latest_message)

    @property
    def entities(self) -> list[dict[str, Any]]:
        """List the facts of the latest message."""
        message = self.now.latest_message
        return message["parse_data"]["entities"] if message else []

    @property
    def requested_slot(self) -> str | None:
        """Name the slot that the form asked for last."""
        return self.now.slots.get(REQUESTED_SLOT)


def moment(standing: Standing) -> Moment:
    """Show of a standing what rules look at."""
    return Moment(
        intent_of(standing.latest_message), standing.latest_action, standing.loop, standing.slots
    )


def intent_of(message: Event | None) -> str | None:
    """Name a message's intent."""
    return message["parse_data"]["intent"]["name"] if message else None


def apply(event: Event, standing: Standing, table: SlotTable) -> None:
    """Let one event change the standing."""
    kind = event["event"]
    if kind == "action":
        standing.latest_action = event["name"]
        standing.followup = None
        standing.interrupted = False
        if standing.active_loop and standing.loop == event["name"]:
            standing.rejected = False
    elif kind == "user":
        standing.latest_message = event
        standing.followup = None
    elif kind == "slot":
        _set_slot(event["name"], event.get("value"), standing, table)
    elif kind == "active_loop":
        standing.loop = event["name"]
        standing.rejected = standing.interrupted = False
    elif kind == "action_execution_rejected":
        if standing.active_loop and standing.loop == event["name"]:
            standing.rejected = True
    elif kind == "loop_interrupted":
        if standing.loop:
            standing.interrupted = bool(event.get("is_interrupted", True))
    else:
        _rarely(event, standing, table)


def _rarely(event: Event, standing: Standing, table: SlotTable) -> None:
    kind = event["event"]
    if kind == "followup":
        standing.followup = event["name"]
    elif kind == "reset_slots":
        standing.slots = table.initial
    elif kind in {"pause", "resume"}:
        standing.paused = kind == "pause"


def _set_slot(name: str, value: Any, standing: Standing, table: SlotTable) -> None:
    if name not in table.names:
        return
    if name in table.lists and value and not isinstance(value, list):
        value = [value]
    standing.slots = {**standing.slots, name: value}
