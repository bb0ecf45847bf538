"""Counts open time minute by minute, with no arithmetic shared with the calendar.

It only ever turns an instant into a wall clock, never back. Where a clock is set back, the
hour shown twice counts once, the first time: the latest wall time seen so far decides.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from workflows.sla.calendar import Calendar

MINUTE = timedelta(minutes=1)


@lru_cache(maxsize=64)
def _wall_minutes(zone: str, anchor: datetime, minutes: int) -> list[datetime]:
    walls: list[datetime] = []
    latest: datetime | None = None
    # Two days earlier, so that a clock set back before the anchor has been seen.
    for nth in range(-2 * 24 * 60, minutes):
        wall = (anchor + nth * MINUTE).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        latest = max(latest or wall, wall)
        if nth >= 0:
            walls.append(latest)
    return walls


def open_minutes(calendar: Calendar, anchor: datetime, *, days: int) -> list[bool]:
    """For each minute from the anchor: does the office work?"""
    return [
        any(
            hours.opens <= wall.hour * 60 + wall.minute < hours.closes
            for hours in calendar.hours_on(wall.date())
        )
        for wall in _wall_minutes(calendar.zone, anchor, days * 24 * 60)
    ]


def count(is_open: list[bool], start_s: int, end_s: int) -> int:
    """Open seconds from one second after the anchor up to another."""
    minutes = range(start_s // 60, -(-end_s // 60))
    return sum(
        min(end_s, nth * 60 + 60) - max(start_s, nth * 60) for nth in minutes if is_open[nth]
    )


def advance(is_open: list[bool], start_s: int, seconds: int) -> int | None:
    """The second after the anchor at which so many have passed; None beyond the last minute."""
    for begin, end in _open_stretches(is_open, start_s):
        if seconds <= end - begin:
            return begin + seconds
        seconds -= end - begin
    return None


def _open_stretches(is_open: list[bool], start_s: int) -> Iterator[tuple[int, int]]:
    for nth in range(start_s // 60, len(is_open)):
        if is_open[nth]:
            yield max(start_s, nth * 60), nth * 60 + 60


def instant(anchor: datetime, second: int) -> datetime:
    """An instant so many seconds after the anchor."""
    return (anchor + timedelta(seconds=second)).astimezone(UTC)
