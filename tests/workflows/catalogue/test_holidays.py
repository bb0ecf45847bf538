"""Holidays and office hours, against the dates of the domain study."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from workflows.facts import CaseFacts
from workflows.models import CalendarDay
from workflows.policies import calendar, policy_for

# Fixed every year; then the lunar ones by year.
FIXED = [
    "01-01",
    "01-07",
    "03-08",
    "04-14",
    "04-15",
    "04-16",
    "05-01",
    "05-14",
    "06-18",
    "09-24",
    "10-15",
    "10-29",
    "11-09",
    "12-29",
]
LUNAR = {
    2025: ["05-11", "05-15", "09-21", "09-22", "09-23", "11-04", "11-05", "11-06"],
    2026: ["05-01", "05-05", "10-10", "10-11", "10-12", "11-23", "11-24", "11-25"],
    2027: ["05-20", "05-24", "09-29", "09-30", "10-01", "11-12", "11-13", "11-14"],
}


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_the_holidays_are_those_of_the_study(db: None, year: int) -> None:
    days = CalendarDay.objects.filter(calendar__code="office", date__year=year)
    expected = {date.fromisoformat(f"{year}-{day}") for day in (*FIXED, *LUNAR[year])}
    assert set(days.values_list("date", flat=True)) == expected


def test_there_are_22_21_and_22_of_them(db: None) -> None:
    years = Counter(day.date.year for day in CalendarDay.objects.all())
    assert years == {2025: 22, 2026: 21, 2027: 22}


def test_three_working_days_from_20_november_2026_end_on_30_november(db: None) -> None:
    policy = policy_for(CaseFacts(category="PAY.PIN"), on=date(2026, 11, 20))
    received = datetime(2026, 11, 20, 3, tzinfo=UTC)
    due = policy.targets["resolution"].due(policy.calendar, received)
    assert due == datetime(2026, 11, 30, 10, 30, tzinfo=UTC)  # 17:30 in Phnom Penh


def test_the_duty_calendar_never_closes(db: None) -> None:
    always = calendar("always", 1)
    assert all(always.hours_on(date(2026, 11, day)) for day in (22, 23, 24))


@pytest.mark.parametrize(
    "category", ["PAY.PIN", "INFO.ELIG", "INFO.STATUS", "CARD.WITHHELD", "TGT.EXCL"]
)
def test_the_persons_own_wait_never_ends_before_the_offices_target(db: None, category: str) -> None:
    policy = policy_for(CaseFacts(category=category), on=date(2026, 1, 1))
    for month in range(1, 13):
        for day in range(1, 29):
            received = datetime(2026, month, day, 8, tzinfo=UTC)
            end = policy.targets["resolution"].due(policy.calendar, received)
            assert policy.targets["beneficiary"].due(policy.calendar, received) >= end
