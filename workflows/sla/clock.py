"""The moves of one deadline clock: each verb takes a state and gives the next one.

The caller passes the time and the calendar; nothing here reads either from anywhere.
Instants are whole seconds in UTC. An instant equal to the due is on time: late is after it.
Each verb raises IllegalMove, OutOfOrder or WrongCalendar, and what the calendar raises.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from workflows.sla.calendar import Calendar, add, between, whole_second
from workflows.sla.clock_state import (
    OPEN,
    STOPPED,
    Cause,
    ClockState,
    Run,
    State,
    open_seconds,
    reached_at,
)
from workflows.sla.errors import IllegalMove, InvalidTarget, OutOfOrder, WrongCalendar


def start(*, target_s: int, calendar: Calendar, at: datetime) -> ClockState:
    """Start a clock; `at` is when the matter was received, not when it was processed."""
    _check_target(target_s)
    at = whole_second(at)
    return ClockState(
        state=State.RUNNING,
        calendar_id=calendar.id,
        started_at=at,
        target_s=target_s,
        target_set_at=at,
        resumed_at=at,
        due_at=add(calendar, at, target_s),
    )


def pause(state: ClockState, *, calendar: Calendar, at: datetime) -> ClockState:
    """Bank the time consumed and drop the due."""
    at = _check(state, "pause", {State.RUNNING, State.BREACHED_OPEN}, calendar, at)
    banked = _banked(_settled(state, at), calendar, at)
    return _next(replace(banked, state=State.PAUSED, due_at=None))


def resume(state: ClockState, *, calendar: Calendar, at: datetime) -> ClockState:
    """Run again: due when the rest of the target has passed from now."""
    at = _check(state, "resume", {State.PAUSED}, calendar, at)
    return _next(_running(state, calendar, since=at))


def stop(state: ClockState, *, calendar: Calendar, at: datetime) -> ClockState:
    """Met, or breached when past the due; an open pause is closed first.

    `at` is when it truly happened, which may be before moves made meanwhile: a message
    accepted in time, heard of after a pause or after the breach was recorded, is in time.
    """
    at = _check(state, "stop", OPEN, calendar, at, backdated=True)
    if at < state.started_at:
        raise OutOfOrder
    settled = _settled(state, at)
    runs = tuple(_clipped(_all_runs(settled, at), until=at))
    consumed_s = open_seconds(calendar, runs)
    stopped = replace(settled, runs=runs, consumed_s=consumed_s, resumed_at=None, stopped_at=at)
    if settled.breached_at and settled.breached_at < at:
        return _next(_closed_late(stopped, calendar))
    # Nothing is left only when a later retarget shortened a target that was met before it.
    left_s = max(0, state.target_s - consumed_s)
    met = replace(
        stopped,
        state=State.MET,
        due_at=add(calendar, at, left_s),
        breached_at=None,
        breach_cause=None,
    )
    return _next(met)


def cancel(state: ClockState, *, calendar: Calendar, at: datetime) -> ClockState:
    """Cancel an open clock; a breach stays a breach, and a stopped clock is left as it is."""
    if not state.is_open:
        return state
    at = _check(state, "cancel", OPEN, calendar, at)
    settled = _settled(state, at)
    if settled.state is not State.PAUSED:
        settled = _banked(settled, calendar, at)
    stopped = replace(settled, stopped_at=at)
    if stopped.breached_at:
        return _next(_closed_late(stopped, calendar))
    return _next(replace(stopped, state=State.CANCELLED, due_at=None))


def breach(state: ClockState, *, calendar: Calendar, at: datetime) -> ClockState:
    """Record that the due has passed; `at` is the detection, `breached_at` becomes the due."""
    at = _check(state, "breach", {State.RUNNING}, calendar, at)
    settled = _settled(state, at)
    if settled.state is State.RUNNING:
        raise IllegalMove(f"The clock is not due before {state.due_at}.")
    return _next(settled)


def reopen(
    state: ClockState, *, calendar: Calendar, at: datetime, gap_counts: bool = False
) -> ClockState:
    """Run a stopped clock on with the time it had consumed; an earlier breach stays.

    With `gap_counts` it is as if the clock had never stopped (the beneficiary's clock).
    """
    at = _check(state, "reopen", STOPPED, calendar, at)
    since = state.stopped_at if gap_counts and state.stopped_at else at
    running = _running(state, calendar, since=since)
    return _next(_settled(replace(running, stopped_at=None, overdue_s=None), at))


def retarget(
    state: ClockState, *, target_s: int, calendar: Calendar, at: datetime, corrects: bool = False
) -> ClockState:
    """Give an open clock a new target, and perhaps another calendar; its runs are kept.

    Time already run is counted again on a new calendar. A new target that is already past is
    a breach dated `at`. A breach that has happened stays, whatever the new target; only with
    `corrects` (the earlier target was a mistake) is the clock judged as if it had had the new
    target from its start.
    """
    _check_target(target_s)
    at = _check(state, "retarget", OPEN, None, at)
    settled = _settled(state, at)
    new = replace(
        settled,
        target_s=target_s,
        target_set_at=settled.started_at if corrects else at,
        calendar_id=calendar.id,
        consumed_s=open_seconds(calendar, settled.runs),
    )
    if settled.breached_at and not corrects:
        return _next(new)
    return _next(_judged(new, calendar, at, cause=None if corrects else Cause.RETARGET))


def _judged(state: ClockState, calendar: Calendar, at: datetime, cause: Cause | None) -> ClockState:
    """The state of an open clock by its target alone, as of `at`."""
    paused = state.state is State.PAUSED
    due = reached_at(state, calendar, state.target_s, since=state.started_at)
    if due is None or due >= at or (paused and state.consumed_s <= state.target_s):
        return replace(
            state,
            state=State.PAUSED if paused else State.RUNNING,
            due_at=None if paused else due,
            breached_at=None,
            breach_cause=None,
        )
    breached_at = at if cause is Cause.RETARGET else due
    return replace(
        state,
        state=State.PAUSED if paused else State.BREACHED_OPEN,
        due_at=None if paused else breached_at,
        breached_at=breached_at,
        breach_cause=cause or Cause.DEADLINE,
    )


def _running(state: ClockState, calendar: Calendar, *, since: datetime) -> ClockState:
    if state.breached_at:
        return replace(state, state=State.BREACHED_OPEN, resumed_at=since, due_at=state.breached_at)
    due = add(calendar, since, max(0, state.target_s - state.consumed_s))
    return replace(state, state=State.RUNNING, resumed_at=since, due_at=due)


def _settled(state: ClockState, at: datetime) -> ClockState:
    """Date a breach that nobody has recorded yet, so that detection never changes a result."""
    if state.state is State.RUNNING and state.due_at and at > state.due_at:
        return replace(
            state,
            state=State.BREACHED_OPEN,
            breached_at=state.due_at,
            breach_cause=Cause.DEADLINE,
        )
    return state


def _banked(state: ClockState, calendar: Calendar, at: datetime) -> ClockState:
    runs = _all_runs(state, at)
    ran = between(calendar, runs[-1].started_at, at)
    return replace(state, runs=runs, consumed_s=state.consumed_s + ran, resumed_at=None)


def _closed_late(state: ClockState, calendar: Calendar) -> ClockState:
    late = (
        Run(max(run.started_at, state.breached_at), run.ended_at)
        for run in state.runs
        if state.breached_at and run.ended_at > state.breached_at
    )
    return replace(
        state,
        state=State.BREACHED_CLOSED,
        due_at=state.breached_at,
        overdue_s=open_seconds(calendar, late),
    )


def _all_runs(state: ClockState, at: datetime) -> tuple[Run, ...]:
    if state.resumed_at is None:
        return state.runs
    return (*state.runs, Run(state.resumed_at, at))


def _clipped(runs: Iterable[Run], *, until: datetime) -> Iterable[Run]:
    return (Run(r.started_at, min(r.ended_at, until)) for r in runs if r.started_at <= until)


def _check(
    state: ClockState,
    verb: str,
    allowed: Iterable[State],
    calendar: Calendar | None,
    at: datetime,
    *,
    backdated: bool = False,
) -> datetime:
    if state.state not in allowed:
        raise IllegalMove(f"A clock that is {state.state} cannot {verb}.")
    if calendar and calendar.id != state.calendar_id:
        raise WrongCalendar(f"The clock runs on {state.calendar_id}, not on {calendar.id}.")
    at = whole_second(at)
    if at < state.last_moved_at and not backdated:
        raise OutOfOrder
    return at


def _check_target(target_s: int) -> None:
    if target_s < 1:
        raise InvalidTarget


def _next(state: ClockState) -> ClockState:
    return replace(state, epoch=state.epoch + 1)
