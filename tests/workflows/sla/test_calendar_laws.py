"""The laws of working time, and agreement with a counter that goes minute by minute."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.sla import oracle
from workflows.sla.calendar import Calendar, add, between
from workflows.sla.days import DayKind, Interval, Intervals, SpecialDay

DAYS = 5
SPAN_S = DAYS * 86_400

# Five days around a clock change, or around nothing: the day before the change each time.
PLACES = [
    ("Asia/Phnom_Penh", date(2026, 11, 21)),
    ("UTC", date(2026, 12, 30)),
    ("Asia/Kathmandu", date(2027, 2, 27)),
    ("America/New_York", date(2026, 3, 7)),
    ("America/New_York", date(2026, 10, 31)),
    ("Europe/Berlin", date(2026, 10, 24)),
    ("Australia/Lord_Howe", date(2026, 4, 4)),  # half an hour back
    ("Australia/Lord_Howe", date(2026, 10, 3)),
    ("America/Sao_Paulo", date(2018, 2, 16)),  # midnight back to 23:00
    ("America/Sao_Paulo", date(2018, 11, 3)),  # midnight is skipped
    ("America/Havana", date(2026, 10, 31)),  # 01:00 back to midnight: midnight twice
    ("Pacific/Apia", date(2011, 12, 28)),  # 30 December did not happen
]

minutes = st.one_of(
    st.integers(0, 1440), st.integers(0, 240), st.sampled_from([0, 30, 60, 120, 150, 180, 1440])
)


@st.composite
def hours(draw: st.DrawFn) -> Intervals:
    edges = sorted(draw(st.sets(minutes, max_size=6)))
    return tuple(Interval(*pair) for pair in zip(edges[::2], edges[1::2], strict=False))


@st.composite
def special_days(draw: st.DrawFn, day: date) -> tuple[SpecialDay, ...]:
    dates = draw(st.sets(st.integers(-1, DAYS + 1), max_size=3))
    specials = []
    for ahead in sorted(dates):
        open_hours = draw(hours())
        kind = draw(st.sampled_from([DayKind.PARTIAL, DayKind.EXTRA]))
        kind = kind if open_hours else DayKind.CLOSED
        specials.append(SpecialDay(day + timedelta(days=ahead), kind, open_hours))
    return tuple(specials)


@st.composite
def offices(draw: st.DrawFn) -> tuple[Calendar, datetime]:
    """A random calendar and the midnight (UTC) from which to look at it."""
    zone, day = draw(st.sampled_from(PLACES))
    weekly = tuple(draw(hours()) for _ in range(7))
    calendar = Calendar(id="random", zone=zone, weekly=weekly, special_days=draw(special_days(day)))
    return calendar, datetime(day.year, day.month, day.day, tzinfo=UTC)


seconds = st.integers(0, SPAN_S)
busy_offices = offices().filter(lambda office: any(office[0].weekly))


def _some_weeks(calendar: Calendar) -> int:
    """The open seconds of fifty ordinary weeks: an office that opens rarely is soon past it."""
    week = sum(each.closes - each.opens for hours in calendar.weekly for each in hours)
    return 50 * 60 * week


@settings(max_examples=150, deadline=None)
@given(office=offices(), spans=st.lists(st.tuples(seconds, seconds), min_size=3, max_size=10))
def test_between_agrees_with_counting(
    office: tuple[Calendar, datetime], spans: list[tuple[int, int]]
) -> None:
    calendar, anchor = office
    is_open = oracle.open_minutes(calendar, anchor, days=DAYS)
    for one, other in spans:
        start, end = sorted((one, other))
        answer = between(calendar, oracle.instant(anchor, start), oracle.instant(anchor, end))
        assert answer == oracle.count(is_open, start, end)


@settings(max_examples=150, deadline=None)
@given(
    office=offices(),
    spans=st.lists(st.tuples(seconds, st.integers(1, 2 * 86_400)), min_size=3, max_size=10),
)
def test_add_agrees_with_counting(
    office: tuple[Calendar, datetime], spans: list[tuple[int, int]]
) -> None:
    calendar, anchor = office
    is_open = oracle.open_minutes(calendar, anchor, days=DAYS)
    for start, length in spans:
        due = oracle.advance(is_open, start, length)
        if due is not None:
            answer = add(calendar, oracle.instant(anchor, start), length)
            assert answer == oracle.instant(anchor, due)


@settings(max_examples=200, deadline=None)
@given(office=busy_offices, start=seconds, first=st.integers(0, 10**6), then=st.integers(0, 10**6))
def test_the_laws_hold(
    office: tuple[Calendar, datetime], start: int, first: int, then: int
) -> None:
    calendar, anchor = office
    at = oracle.instant(anchor, start)
    first, then = first % _some_weeks(calendar), then % _some_weeks(calendar)
    once = add(calendar, at, first)
    assert add(calendar, at, 0) == at
    assert between(calendar, at, once) == first
    assert add(calendar, once, then) == add(calendar, at, first + then)
    assert once <= add(calendar, at, first + 1)
    assert once <= add(calendar, at + timedelta(seconds=1), first) or first == 0
    far = at + timedelta(seconds=first + then)
    middle = at + timedelta(seconds=first)
    assert between(calendar, at, middle) + between(calendar, middle, far) == between(
        calendar, at, far
    )


@settings(max_examples=100, deadline=None)
@given(office=busy_offices, start=seconds, length=st.integers(0, 10**6))
def test_a_due_is_the_first_instant_with_its_time_behind_it(
    office: tuple[Calendar, datetime], start: int, length: int
) -> None:
    calendar, anchor = office
    length = 1 + length % _some_weeks(calendar)
    at = oracle.instant(anchor, start)
    due = add(calendar, at, length)
    assert between(calendar, at, due - timedelta(seconds=1)) == length - 1
