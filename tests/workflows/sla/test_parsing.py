"""A calendar is read from its stored JSON, and a slip of the pen is named."""

from datetime import date
from typing import Any

import pytest

from workflows.sla.days import ALL_DAY, DayKind, Interval
from workflows.sla.errors import InvalidCalendar
from workflows.sla.parsing import parse_calendar

MORNING = [["07:30", "11:30"]]


def _parse(weekly: Any, special_days: Any = ()) -> None:
    parse_calendar("x", zone="Asia/Phnom_Penh", weekly=weekly, special_days=special_days)


def test_a_week_and_its_special_days_are_read() -> None:
    calendar = parse_calendar(
        "v3",
        zone="Asia/Phnom_Penh",
        weekly={"mon": [["14:00", "17:00"], ["07:30", "11:30"]], "sun": [["00:00", "24:00"]]},
        special_days=[
            {"date": "2026-11-23", "kind": "closed", "intervals": [], "name": "Water Festival"},
            {"date": date(2026, 11, 28), "kind": "extra", "intervals": MORNING},
        ],
    )
    assert calendar.weekly[0] == (Interval(450, 690), Interval(840, 1020))
    assert calendar.weekly[1] == ()
    assert calendar.weekly[6] == ALL_DAY
    assert calendar.hours_on(date(2026, 11, 23)) == ()
    assert calendar.hours_on(date(2026, 11, 28)) == (Interval(450, 690),)
    assert calendar.special_days[1].kind is DayKind.EXTRA
    assert str(calendar.weekly[0][0]) == "07:30-11:30"


WRONG_WEEKS = {
    "a weekday that does not exist": {"monday": MORNING},
    "closing before opening": {"mon": [["11:30", "07:30"]]},
    "an overlap": {"mon": [["07:30", "11:30"], ["11:00", "12:00"]]},
    "a time after 24:00": {"mon": [["07:30", "24:01"]]},
    "opening at 24:00": {"mon": [["24:00", "24:00"]]},
    "an hour of one digit": {"mon": [["7:30", "11:30"]]},
    "sixty minutes": {"mon": [["07:60", "11:30"]]},
    "a number": {"mon": [[730, 1130]]},
    "three times": {"mon": [["07:30", "11:30", "12:00"]]},
    "text where a pair belongs": {"mon": ["07:30-11:30"]},
    "text where a list belongs": {"mon": "07:30"},
    "nothing where a list belongs": {"mon": None},
    "a list where a week belongs": [MORNING],
}


@pytest.mark.parametrize("weekly", WRONG_WEEKS.values(), ids=WRONG_WEEKS)
def test_a_wrong_week_is_refused(weekly: Any) -> None:
    with pytest.raises(InvalidCalendar):
        _parse(weekly)


WRONG_SPECIAL_DAYS = {
    "no such kind": {"date": "2026-11-23", "kind": "holiday"},
    "no such date": {"date": "2026-11-31", "kind": "closed"},
    "no date": {"kind": "closed"},
    "a time with the date": {"date": "2026-11-23 00:00:00", "kind": "closed"},
    "closed with hours": {"date": "2026-11-23", "kind": "closed", "intervals": MORNING},
    "partial without hours": {"date": "2026-11-23", "kind": "partial"},
}


@pytest.mark.parametrize("special", WRONG_SPECIAL_DAYS.values(), ids=WRONG_SPECIAL_DAYS)
def test_a_wrong_special_day_is_refused(special: Any) -> None:
    with pytest.raises(InvalidCalendar):
        _parse({"mon": MORNING}, [special])
