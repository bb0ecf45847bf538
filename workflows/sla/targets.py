"""Targets as a policy writes them, turned into seconds of a calendar's open time."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workflows.sla.calendar import ALWAYS, Calendar, add, between, working_day_end
from workflows.sla.errors import InvalidTarget


class Unit(StrEnum):
    """What a target is counted in."""

    MINUTES = "minutes"
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    CALENDAR_HOURS = "calendar_hours"
    CALENDAR_DAYS = "calendar_days"


SECONDS = {
    Unit.MINUTES: 60,
    Unit.WORKING_HOURS: 3_600,
    Unit.CALENDAR_HOURS: 3_600,
    Unit.CALENDAR_DAYS: 86_400,
}
WORKING_UNITS = frozenset({Unit.WORKING_HOURS, Unit.WORKING_DAYS})


@dataclass(frozen=True, slots=True)
class Target:
    """How long something may take: a number and its unit.

    Hours, minutes and calendar days are elapsed time. A working day is a date: the day of
    receipt is not counted, and the target ends at closing time of the nth working day after
    it, whatever the hour of receipt. Three working days from Friday 20 November 2026 end on
    Monday 30 November, because 23 to 25 November is the Water Festival. That is what an
    officer counts on a wall calendar and what a person is told ("by 30 November"). Counting
    three times eight hours would end on Friday 27 for what came in before opening time.

    The date is turned into seconds of working time once, at the start of the clock. From
    then on a pause, a resume or a change of target is whole seconds like any other
    (docs/adr/0010-working-day-targets.md).
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if type(self.amount) is not int or self.amount < 1 or self.unit not in list(Unit):
            raise InvalidTarget
        object.__setattr__(self, "unit", Unit(self.unit))

    def calendar(self, working: Calendar) -> Calendar:
        """The calendar that the clock runs on: the office's, or the one that never closes."""
        return working if self.unit in WORKING_UNITS else ALWAYS

    def seconds(self, working: Calendar, start: datetime) -> int:
        """Seconds of open time of `self.calendar(working)`, for a clock started at `start`."""
        if self.unit is Unit.WORKING_DAYS:
            return between(working, start, working_day_end(working, start, self.amount))
        return self.amount * SECONDS[self.unit]

    def due(self, working: Calendar, start: datetime) -> datetime:
        """When a clock started at `start` is due, as long as it is not paused."""
        return add(self.calendar(working), start, self.seconds(working, start))
