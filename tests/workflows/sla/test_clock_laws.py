"""A clock moved at random agrees with a stopwatch that ticks minute by minute."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.sla import oracle
from workflows.sla.calendar import Calendar
from workflows.sla.clock_state import Cause, ClockState, State
from workflows.sla.days import Interval
from workflows.sla.ledger import Entry, Kind, apply, replay

DAYS = 6
MINUTES = DAYS * 24 * 60
PLACES = [
    ("Asia/Phnom_Penh", datetime(2026, 11, 20, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 3, 6, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 10, 30, tzinfo=UTC)),
    ("America/Havana", datetime(2026, 10, 30, tzinfo=UTC)),
]
HOURS = [
    (Interval(450, 690), Interval(840, 1020)),
    (Interval(0, 105), Interval(1200, 1440)),
    (Interval(75, 150),),
    (),
]

# A move is the minute at which it is made, and a number from which its kind follows.
Moves = list[tuple[int, int]]
moves = st.lists(
    st.tuples(st.integers(0, MINUTES - 1), st.integers(0, 3)), max_size=8, unique_by=lambda m: m[0]
).map(sorted)
calendars = st.builds(
    lambda place, weekly: (Calendar("random", place[0], tuple(weekly)), place[1]),
    st.sampled_from(PLACES),
    st.lists(st.sampled_from(HOURS), min_size=7, max_size=7).filter(any),
)


@dataclass
class Stopwatch:
    """Counts open minutes one by one; knows nothing of seconds, runs or dues."""

    target: int
    running: bool = True
    ticks: list[int] = field(default_factory=list)
    breached_at: int | None = None
    overdue: int = 0

    def tick(self, minute: int) -> None:
        if self.running:
            self.ticks.append(minute)
            self.overdue += self.breached_at is not None

    def notice(self, minute: int) -> None:
        """Late is any later minute than the end of the last one of the target, if it ran on."""
        if self.breached_at is None and self.running and len(self.ticks) >= self.target:
            end = max(self.ticks[self.target - 1] + 1, self.resumed)
            if minute > end:
                self.breached_at = end
                self.overdue = len(self.ticks) - self.target

    resumed: int = 0


def _entry(state: ClockState, kind: int, at: datetime, target_s: int) -> Entry:
    if kind == 0:
        return Entry(Kind.RETARGET, at, target_s=target_s, calendar_id="random")
    if state.state is State.PAUSED:
        return Entry(Kind.RESUME, at)
    return Entry(Kind.PAUSE, at, reason="asked")


@settings(max_examples=150, deadline=None)
@given(
    office=calendars,
    target=st.integers(1, 900),
    second_target=st.integers(1, 900),
    planned=moves,
    stop=st.integers(0, MINUTES - 1),
)
def test_a_clock_agrees_with_a_stopwatch(
    office: tuple[Calendar, datetime], target: int, second_target: int, planned: Moves, stop: int
) -> None:
    calendar, anchor = office
    by_minute = {minute: kind for minute, kind in planned if minute < stop}
    is_open = oracle.open_minutes(calendar, anchor, days=DAYS)
    watch = Stopwatch(target)
    first = Entry(Kind.START, anchor, target_s=target * 60, calendar_id="random")
    entries, known = [first], {"random": calendar}
    state = apply(None, first, known)
    retargeted = False
    for minute in range(stop + 1):
        watch.notice(minute)
        if minute in by_minute:
            now = oracle.instant(anchor, minute * 60)
            entries.append(_entry(state, by_minute[minute], now, second_target * 60))
            state = apply(state, entries[-1], known)
            if entries[-1].kind is Kind.RETARGET:
                retargeted = _retarget(watch, second_target, minute) or retargeted
            else:
                watch.running = entries[-1].kind is Kind.RESUME
                watch.resumed = minute
        if minute < stop and is_open[minute]:
            watch.tick(minute)
    entries.append(Entry(Kind.STOP, oracle.instant(anchor, stop * 60)))
    state = apply(state, entries[-1], known)

    assert state.consumed_s == len(watch.ticks) * 60
    assert state == replay(entries, known)
    if watch.breached_at is None:
        assert (state.state, state.breached_at) == (State.MET, None)
    else:
        assert state.state is State.BREACHED_CLOSED
        assert state.breached_at == oracle.instant(anchor, watch.breached_at * 60)
        assert state.overdue_s == watch.overdue * 60
        assert (state.breach_cause is Cause.RETARGET) == retargeted


def _retarget(watch: Stopwatch, target: int, minute: int) -> bool:
    """Give the stopwatch a new target; True when that breaches it at once."""
    watch.target = target
    if watch.breached_at is not None or len(watch.ticks) < target:
        return False
    end = watch.ticks[target - 1] + 1
    if len(watch.ticks) > target or (watch.running and minute > end):
        watch.breached_at = minute
        return True
    return False


@settings(max_examples=100, deadline=None)
@given(
    office=calendars,
    target=st.integers(1, 900),
    planned=moves,
    noticed=st.integers(0, MINUTES - 1),
    stop=st.integers(0, MINUTES - 1),
)
def test_when_a_breach_is_noticed_changes_nothing(
    office: tuple[Calendar, datetime], target: int, planned: Moves, noticed: int, stop: int
) -> None:
    calendar, anchor = office
    known = {"random": calendar}
    start = Entry(Kind.START, anchor, target_s=target * 60, calendar_id="random")
    watched = unwatched = apply(None, start, known)
    for minute in sorted({*(m for m, _ in planned if m < stop), noticed, stop}):
        at = oracle.instant(anchor, minute * 60)
        late = watched.state is State.RUNNING and watched.due_at and at > watched.due_at
        if minute >= noticed and late:
            watched = apply(watched, Entry(Kind.BREACH, at), known)
        if minute == stop:
            move = Entry(Kind.STOP, at)
        elif minute == noticed or minute > stop:
            continue
        else:
            move = _entry(unwatched, dict(planned)[minute], at, 600 * 60)
        watched, unwatched = apply(watched, move, known), apply(unwatched, move, known)
        if minute == stop:
            break
    assert replace(watched, epoch=0) == replace(unwatched, epoch=0)
