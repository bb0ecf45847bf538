"""Reads a calendar from the JSON shape in which it is stored."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from workflows.sla.calendar import HORIZON_DAYS, Calendar
from workflows.sla.days import DAY_MINUTES, DayKind, Interval, Intervals, SpecialDay
from workflows.sla.errors import InvalidCalendar

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOCK_TIME = re.compile(r"([0-2][0-9]):([0-5][0-9])")


def parse_calendar(
    id: str,  # noqa: A002 - the field's name
    *,
    zone: str,
    weekly: Mapping[str, Any],
    special_days: Sequence[Mapping[str, Any]] = (),
    horizon_days: int = HORIZON_DAYS,
) -> Calendar:
    """Build a calendar.

    `weekly`: {"mon": [["07:30", "11:30"], ["14:00", "17:00"]], ...}; a weekday left out is
    closed. `special_days`: [{"date": "2026-11-23", "kind": "closed"},
    {"date": "2026-04-13", "kind": "partial", "intervals": [["07:30", "11:30"]]}, ...];
    other keys, such as a name, are left alone. Raises InvalidCalendar.
    """
    return Calendar(
        id=id,
        zone=zone,
        weekly=parse_weekly(weekly),
        special_days=tuple(parse_special_day(special) for special in special_days),
        horizon_days=horizon_days,
    )


def parse_weekly(weekly: Mapping[str, Any]) -> tuple[Intervals, ...]:
    """Seven days of intervals, Monday first. Raises InvalidCalendar."""
    if not isinstance(weekly, Mapping):
        raise InvalidCalendar("The week is given as weekdays with their hours.")
    if unknown := sorted(str(key) for key in weekly if key not in WEEKDAYS):
        raise InvalidCalendar(f"Unknown weekday: {', '.join(unknown)}.")
    return tuple(parse_intervals(weekly.get(day, ()), where=day) for day in WEEKDAYS)


def parse_special_day(special: Mapping[str, Any]) -> SpecialDay:
    """One date with its kind and hours. Raises InvalidCalendar."""
    try:
        # A date prints as ISO, so dates and their text are both welcome; a datetime is not.
        day, kind = date.fromisoformat(str(special["date"])), DayKind(special["kind"])
    except (KeyError, TypeError, ValueError) as wrong:
        raise InvalidCalendar(f"A special day needs a date and a kind: {special!r}.") from wrong
    hours = parse_intervals(special.get("intervals") or (), where=day.isoformat())
    return SpecialDay(date=day, kind=kind, intervals=hours)


def parse_intervals(pairs: Any, *, where: str) -> Intervals:
    """Intervals from pairs of "HH:MM"; 24:00 may end one. Raises InvalidCalendar."""
    if not isinstance(pairs, Sequence) or isinstance(pairs, str):
        raise InvalidCalendar(f"{where}: hours are a list of pairs.")
    intervals = []
    for pair in pairs:
        match pair:
            case [str(opens), str(closes)]:
                hours = Interval(_minute(opens, where=where), _minute(closes, where=where))
                intervals.append(hours)
            case _:
                raise InvalidCalendar(f"{where}: {pair!r} is not a pair of times.")
    return tuple(sorted(intervals))


def _minute(text: str, *, where: str) -> int:
    found = CLOCK_TIME.fullmatch(text)
    minute = int(found[1]) * 60 + int(found[2]) if found else DAY_MINUTES + 1
    if minute > DAY_MINUTES:
        raise InvalidCalendar(f"{where}: {text!r} is not a time from 00:00 to 24:00.")
    return minute
