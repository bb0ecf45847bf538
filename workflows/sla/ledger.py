"""The moves of a clock as rows to keep, and the clock worked out again from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workflows.sla import clock
from workflows.sla.calendar import Calendar
from workflows.sla.clock_state import ClockState
from workflows.sla.errors import IllegalMove, InvalidTarget, WrongCalendar


class Kind(StrEnum):
    """The move that an entry records."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    RETARGET = "retarget"
    CANCEL = "cancel"
    BREACH = "breach"
    REOPEN = "reopen"


NAMES_TARGET = frozenset({Kind.START, Kind.RETARGET})


@dataclass(frozen=True, slots=True)
class Entry:
    """One move: what and when, in the order in which it was recorded.

    `target_s` and `calendar_id` go with start and retarget; `corrects` with retarget;
    `gap_counts` with reopen. A pause and a correction need a reason. The `at` of a breach is
    its detection.
    """

    kind: Kind
    at: datetime
    reason: str = ""
    target_s: int | None = None
    calendar_id: str | None = None
    corrects: bool = False
    gap_counts: bool = False

    def __post_init__(self) -> None:
        if (self.kind in NAMES_TARGET) != (self.target_s is not None):
            raise InvalidTarget("A start and a retarget name a target, and no other move does.")
        if (self.kind in NAMES_TARGET) != (self.calendar_id is not None):
            raise WrongCalendar("A start and a retarget name a calendar, and no other move does.")
        if (self.kind is Kind.PAUSE or self.corrects) and not self.reason.strip():
            raise IllegalMove("A pause and a correction need a reason.")


def apply(state: ClockState | None, entry: Entry, calendars: Mapping[str, Calendar]) -> ClockState:
    """The state after one more entry; `state` is None before the start. Raises SlaError."""
    if (entry.kind is Kind.START) != (state is None):
        raise IllegalMove("A clock starts once, with its first entry.")
    calendar = calendars.get(entry.calendar_id or (state.calendar_id if state else ""))
    if calendar is None:
        raise WrongCalendar("The ledger names a calendar that was not given.")
    if state is None:
        return clock.start(target_s=entry.target_s or 0, calendar=calendar, at=entry.at)
    if entry.kind is Kind.RETARGET:
        return clock.retarget(
            state,
            target_s=entry.target_s or 0,
            calendar=calendar,
            at=entry.at,
            corrects=entry.corrects,
        )
    if entry.kind is Kind.REOPEN:
        return clock.reopen(state, calendar=calendar, at=entry.at, gap_counts=entry.gap_counts)
    return PLAIN_MOVES[entry.kind](state, calendar=calendar, at=entry.at)


PLAIN_MOVES = {
    Kind.PAUSE: clock.pause,
    Kind.RESUME: clock.resume,
    Kind.STOP: clock.stop,
    Kind.CANCEL: clock.cancel,
    Kind.BREACH: clock.breach,
}


def replay(entries: Iterable[Entry], calendars: Mapping[str, Calendar]) -> ClockState:
    """The state after all entries, in the order in which they were recorded.

    What a nightly verifier compares with the stored row: equal to the last digit, because
    the stored row was made by the same moves.
    """
    state: ClockState | None = None
    for entry in entries:
        state = apply(state, entry, calendars)
    if state is None:
        raise IllegalMove("A clock has at least its start.")
    return state
