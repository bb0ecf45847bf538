"""Working time in Phnom Penh, as a programme officer would count it on a wall calendar."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.workflows.sla.cambodia import DAY, HOUR, OFFICE, at
from workflows.sla.calendar import (
    ALWAYS,
    Calendar,
    add,
    always,
    between,
    last_date,
    next_open,
    working_day_end,
)
from workflows.sla.days import DayKind, Interval, SpecialDay
from workflows.sla.errors import (
    InvalidCalendar,
    NaiveInstant,
    NegativeSpan,
    NoWorkingTime,
    PastHorizon,
)

NEVER = Calendar(id="never", zone="Asia/Phnom_Penh", weekly=((),) * 7)

# received, working time, due. The office works 07:30-11:30 and 14:00-17:00: 7 hours a day.
EXAMPLES = {
    "two hours on an ordinary morning": ("2026-11-19 08:00", 2 * HOUR, "2026-11-19 10:00"),
    "the lunch break does not count": ("2026-11-19 11:00", HOUR, "2026-11-19 14:30"),
    "received at lunch": ("2026-11-19 12:15", HOUR, "2026-11-19 15:00"),
    "received at night": ("2026-11-19 02:00", HOUR, "2026-11-19 08:30"),
    "time that ends at lunch is due at lunch": ("2026-11-19 10:30", HOUR, "2026-11-19 11:30"),
    "time that ends at closing is due at closing": ("2026-11-19 16:00", HOUR, "2026-11-19 17:00"),
    "a second more is due next morning": (
        "2026-11-19 16:00",
        HOUR + 1,
        "2026-11-20 07:30:01",
    ),
    "over a weekend": ("2026-11-13 16:30", HOUR, "2026-11-16 08:00"),
    "over the Water Festival": ("2026-11-20 16:30", HOUR, "2026-11-26 08:00"),
    "21 hours over the Water Festival": ("2026-11-20 10:00", 3 * DAY, "2026-11-30 10:00"),
    "half a day before Khmer New Year": ("2026-04-13 11:00", HOUR, "2026-04-17 08:00"),
    "a Saturday worked instead": ("2026-04-17 16:30", HOUR, "2026-04-18 08:00"),
    "nothing added at night stays at night": ("2026-11-19 02:00", 0, "2026-11-19 02:00"),
    "over New Year's midnight in UTC": ("2026-12-31 16:00", 2 * HOUR, "2027-01-01 08:30"),
}


@pytest.mark.parametrize(("received", "seconds", "due"), EXAMPLES.values(), ids=EXAMPLES)
def test_a_due_is_where_an_officer_would_put_it(received: str, seconds: int, due: str) -> None:
    assert add(OFFICE, at(received), seconds) == at(due)
    assert between(OFFICE, at(received), at(due)) == seconds


def test_an_answer_is_given_in_utc() -> None:
    assert add(OFFICE, at("2026-11-19 08:00"), HOUR).tzinfo is UTC
    assert add(OFFICE, at("2026-11-19 08:00"), 0).tzinfo is UTC


def test_a_fraction_of_a_second_is_dropped() -> None:
    late = at("2026-11-19 08:00:00.900000")
    assert add(OFFICE, late, 60) == at("2026-11-19 08:01")
    assert between(OFFICE, late, at("2026-11-19 08:00:01.100000")) == 1
    assert add(OFFICE, late, 0) == late


def test_always_is_plain_time() -> None:
    start = at("2026-11-20 23:59:30")
    assert add(ALWAYS, start, 86_400) == start + timedelta(days=1)
    assert between(always("America/New_York"), start, start + timedelta(days=300)) == 300 * 86_400


def test_a_shift_over_midnight_is_two_intervals_that_touch() -> None:
    night = (Interval(0, 6 * 60), Interval(22 * 60, 24 * 60))
    ward = Calendar(id="ward", zone="Asia/Phnom_Penh", weekly=(night,) * 7)
    assert add(ward, at("2026-11-19 23:00"), 3 * HOUR) == at("2026-11-20 02:00")
    assert add(ward, at("2026-11-19 23:00"), HOUR) == at("2026-11-20 00:00")
    assert last_date(ward, at("2026-11-20 00:00")) == date(2026, 11, 19)


# New York skips 02:00-03:00 on 8 March 2026 and has 01:00-02:00 twice on 1 November 2026.
def test_a_day_that_loses_an_hour_has_23_and_one_that_gains_it_25() -> None:
    new_york = always("America/New_York")
    spring, autumn = datetime(2026, 3, 8, 5, tzinfo=UTC), datetime(2026, 11, 1, 4, tzinfo=UTC)
    assert new_york.closing_on(date(2026, 3, 8)) == spring + timedelta(hours=23)
    assert new_york.closing_on(date(2026, 11, 1)) == autumn + timedelta(hours=25)


def test_an_opening_time_that_is_skipped_opens_at_the_jump() -> None:
    early = Calendar(id="e", zone="America/New_York", weekly=((Interval(150, 240),),) * 7)
    midnight = datetime(2026, 3, 8, 5, tzinfo=UTC)
    assert next_open(early, midnight) == datetime(2026, 3, 8, 7, tzinfo=UTC)
    assert between(early, midnight, midnight + timedelta(hours=20)) == HOUR


def test_a_time_shown_twice_counts_the_first_time() -> None:
    early = Calendar(id="e", zone="America/New_York", weekly=((Interval(75, 105),),) * 7)
    midnight = datetime(2026, 11, 1, 4, tzinfo=UTC)
    assert next_open(early, midnight) == datetime(2026, 11, 1, 5, 15, tzinfo=UTC)
    assert between(early, midnight, midnight + timedelta(hours=20)) == 30 * 60


def test_a_date_that_did_not_happen_is_no_working_day() -> None:
    apia = Calendar(id="apia", zone="Pacific/Apia", weekly=((Interval(540, 1020),),) * 7)
    assert apia.closing_on(date(2011, 12, 30)) is None
    received = datetime(2011, 12, 29, 22, tzinfo=UTC)
    assert apia.local_date(received) == date(2011, 12, 29)
    assert working_day_end(apia, received, 1) == apia.closing_on(date(2011, 12, 31))


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Phnom_Penh"])
def test_the_new_year_comes_at_another_time_in_utc(zone: str) -> None:
    calendar, hour = always(zone), timedelta(hours=1)
    for start in (datetime(2026, 12, 31, 19, tzinfo=UTC), datetime(2027, 1, 1, 1, tzinfo=UTC)):
        assert add(calendar, start, HOUR) == start + hour
        assert between(calendar, start, start + hour) == HOUR


def test_a_working_day_is_never_the_day_of_receipt() -> None:
    assert working_day_end(OFFICE, at("2026-11-20 06:00"), 3) == at("2026-11-30 17:00")
    assert working_day_end(OFFICE, at("2026-11-20 23:30"), 3) == at("2026-11-30 17:00")
    assert working_day_end(OFFICE, at("2026-04-10 09:00"), 1) == at("2026-04-13 11:30")
    assert working_day_end(OFFICE, at("2026-04-17 09:00"), 1) == at("2026-04-18 17:00")


def test_the_next_opening_is_now_when_open() -> None:
    assert next_open(OFFICE, at("2026-11-19 08:00")) == at("2026-11-19 08:00")
    assert next_open(OFFICE, at("2026-11-19 11:30")) == at("2026-11-19 14:00")
    assert next_open(OFFICE, at("2026-11-20 17:00")) == at("2026-11-26 07:30")


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = at("2026-11-19 08:00").replace(tzinfo=None)
    with pytest.raises(NaiveInstant):
        add(OFFICE, naive, 0)
    with pytest.raises(NaiveInstant):
        between(OFFICE, at("2026-11-19 08:00"), naive)


def test_time_is_not_counted_backwards() -> None:
    with pytest.raises(NegativeSpan):
        add(OFFICE, at("2026-11-19 08:00"), -1)
    with pytest.raises(NegativeSpan):
        between(OFFICE, at("2026-11-19 08:00"), at("2026-11-19 07:59"))
    with pytest.raises(NegativeSpan):
        working_day_end(OFFICE, at("2026-11-19 08:00"), 0)


def test_beyond_the_horizon_is_an_error_and_never_an_endless_search() -> None:
    start = at("2026-11-19 08:00")
    for calendar in (NEVER, OFFICE):
        with pytest.raises(PastHorizon):
            add(calendar, start, 10**9)
    with pytest.raises(PastHorizon):
        add(NEVER, start, 1)
    with pytest.raises(PastHorizon):
        working_day_end(NEVER, start, 1)
    with pytest.raises(PastHorizon):
        between(OFFICE, start, start + timedelta(days=4000))
    with pytest.raises(PastHorizon):
        add(OFFICE, datetime(9999, 12, 31, tzinfo=UTC), 1)
    short = always(horizon_days=10)
    assert add(short, start, 10 * 86_400) == start + timedelta(days=10)
    with pytest.raises(PastHorizon):
        add(short, start, 10 * 86_400 + 1)


def test_a_calendar_must_open_within_400_days() -> None:
    OFFICE.check(date(2026, 11, 23))
    with pytest.raises(NoWorkingTime):
        NEVER.check(date(2026, 11, 23))
    opens_once = Calendar(
        id="once",
        zone="UTC",
        weekly=((),) * 7,
        special_days=(SpecialDay(date(2027, 1, 1), DayKind.EXTRA, (Interval(0, 1),)),),
    )
    opens_once.check(date(2027, 1, 1) - timedelta(days=399))
    with pytest.raises(NoWorkingTime):
        opens_once.check(date(2027, 1, 1) - timedelta(days=400))
    with pytest.raises(NoWorkingTime):
        opens_once.check(date(2027, 1, 2))


def test_a_calendar_that_contradicts_itself_is_refused() -> None:
    morning = (Interval(450, 690),)
    with pytest.raises(InvalidCalendar):
        Interval(600, 600)
    with pytest.raises(InvalidCalendar):
        Interval(600, 24 * 60 + 1)
    with pytest.raises(InvalidCalendar, match="overlap"):
        Calendar(id="x", zone="UTC", weekly=((*morning, Interval(689, 700)),) + ((),) * 6)
    with pytest.raises(InvalidCalendar, match="seven"):
        Calendar(id="x", zone="UTC", weekly=(morning,) * 5)
    for nowhere in ("Asia/Angkor", "", "/etc/passwd"):
        with pytest.raises(InvalidCalendar, match="zone"):
            Calendar(id="x", zone=nowhere, weekly=(morning,) * 7)
    twice = (SpecialDay(date(2026, 11, 23), DayKind.CLOSED),) * 2
    with pytest.raises(InvalidCalendar, match="twice"):
        Calendar(id="x", zone="UTC", weekly=(morning,) * 7, special_days=twice)
    with pytest.raises(InvalidCalendar):
        SpecialDay(date(2026, 11, 23), DayKind.CLOSED, morning)
    with pytest.raises(InvalidCalendar):
        SpecialDay(date(2026, 11, 23), DayKind.PARTIAL)


def test_thirty_working_days_are_added_well_within_a_millisecond() -> None:
    start = at("2026-11-19 08:00")
    add(OFFICE, start, 30 * DAY)
    # The best of several, since a busy machine can only make it slower.
    best = min(_seconds_taken(start) for _ in range(50))
    assert best < 0.001


def _seconds_taken(start: datetime) -> float:
    before = time.perf_counter()
    add(OFFICE, start, 30 * DAY)
    return time.perf_counter() - before
