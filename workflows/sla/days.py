"""The parts of a calendar: an interval of a day, and a special day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from workflows.sla.errors import InvalidCalendar

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Open from one wall-clock minute of the day up to another, which is not included."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= DAY_MINUTES:
            raise InvalidCalendar(f"An interval must end after it starts: {self}.")

    def __str__(self) -> str:
        return f"{_clock_time(self.opens)}-{_clock_time(self.closes)}"


Intervals = tuple[Interval, ...]
ALL_DAY: Intervals = (Interval(0, DAY_MINUTES),)


class DayKind(StrEnum):
    """Why a date does not follow its weekday."""

    CLOSED = "closed"
    PARTIAL = "partial"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A date that does not follow its weekday; `intervals` are its open hours, all of them."""

    date: date
    kind: DayKind
    intervals: Intervals = ()

    def __post_init__(self) -> None:
        if self.kind is DayKind.CLOSED and self.intervals:
            raise InvalidCalendar(f"{self.date} is closed and cannot have hours.")
        if self.kind is not DayKind.CLOSED and not self.intervals:
            raise InvalidCalendar(f"{self.date} is {self.kind} and needs its hours.")
        check_order(self.intervals, where=str(self.date))


def check_order(intervals: Intervals, *, where: str) -> None:
    """Refuse intervals that overlap or are out of order; touching ones are fine."""
    for earlier, later in pairwise(intervals):
        if later.opens < earlier.closes:
            raise InvalidCalendar(f"{where}: {earlier} and {later} overlap or are out of order.")


def _clock_time(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
