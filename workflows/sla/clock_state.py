"""What a clock is at one moment: its state, its runs, and what can be asked of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workflows.sla.calendar import Calendar, add, between
from workflows.sla.errors import LedgerGap


class State(StrEnum):
    """Where a clock stands."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    BREACHED_OPEN = "breached_open"
    BREACHED_CLOSED = "breached_closed"
    CANCELLED = "cancelled"


OPEN = frozenset({State.RUNNING, State.PAUSED, State.BREACHED_OPEN})
STOPPED = frozenset(State) - OPEN


class Cause(StrEnum):
    """Why a clock is breached: its time ran out, or a new target was already past."""

    DEADLINE = "deadline"
    RETARGET = "retarget"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch during which the clock ran, from a start or resume to a pause or stop."""

    started_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class ClockState:
    """One clock after some move.

    `consumed_s` are the open seconds of the closed `runs`; the run since `resumed_at` is not
    in it. `due_at` is None while paused and once cancelled; on a breached clock it is the
    broken promise. `breached_at` is kept through pauses, stops and reopenings: a paused clock
    with `breached_at` is breached too. `overdue_s`, set at the stop of a breached clock, are
    the open seconds that it ran after the breach. `epoch` grows by one with every move.
    """

    state: State
    calendar_id: str
    started_at: datetime
    target_s: int
    target_set_at: datetime
    consumed_s: int = 0
    runs: tuple[Run, ...] = ()
    resumed_at: datetime | None = None
    due_at: datetime | None = None
    stopped_at: datetime | None = None
    breached_at: datetime | None = None
    breach_cause: Cause | None = None
    overdue_s: int | None = None
    epoch: int = 1

    def __post_init__(self) -> None:
        if self.consumed_s and not self.runs:
            raise LedgerGap

    @property
    def is_open(self) -> bool:
        """Whether it may still be stopped."""
        return self.state in OPEN

    @property
    def last_moved_at(self) -> datetime:
        """The latest instant at which the clock started, resumed, paused or stopped."""
        paused_at = self.runs[-1].ended_at if self.runs else self.started_at
        return self.stopped_at or self.resumed_at or paused_at


def reached_at(
    state: ClockState, calendar: Calendar, seconds: int, *, since: datetime
) -> datetime | None:
    """When the clock has run, or will run, so many open seconds since an instant.

    None when it stopped or paused before that.
    """
    left = seconds
    for run in state.runs:
        begin = max(run.started_at, since)
        if begin > run.ended_at:
            continue
        ran = between(calendar, begin, run.ended_at)
        if left <= ran:
            return add(calendar, begin, left)
        left -= ran
    if state.resumed_at is None:
        return None
    return add(calendar, max(state.resumed_at, since), left)


def open_seconds(calendar: Calendar, runs: Iterable[Run]) -> int:
    """The open seconds of all runs together."""
    return sum(between(calendar, run.started_at, run.ended_at) for run in runs)
