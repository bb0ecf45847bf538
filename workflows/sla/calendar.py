"""Working calendars, and the two questions about them: add time, and time between."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workflows.sla.days import ALL_DAY, Intervals, SpecialDay, check_order
from workflows.sla.errors import (
    InvalidCalendar,
    NaiveInstant,
    NegativeSpan,
    NoWorkingTime,
    PastHorizon,
)
from workflows.sla.timeline import DAY_S, ONE_DAY, ONE_SECOND, Year, lay_out, pieces_on

MUST_OPEN_WITHIN_DAYS = 400
# Ten years: longer than any case is kept, so that a case left open can still be closed.
HORIZON_DAYS = 3653
# A garbled timestamp is refused here instead of overflowing deep in a date.
KNOWN_YEARS = range(1900, 2200)

DAYS_OF_WEEK = 7
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Calendar:
    """When an office works: hours by weekday (Monday first) in a zone, and special days.

    `id` names one immutable version. Keep the value between calls: it remembers the years
    that it has laid out.
    """

    id: str
    zone: str
    weekly: tuple[Intervals, ...]
    special_days: tuple[SpecialDay, ...] = ()
    horizon_days: int = HORIZON_DAYS
    _specials: dict[date, SpecialDay] = field(init=False, repr=False, compare=False)
    _years: dict[int, Year] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
            raise InvalidCalendar(f"Unknown time zone: {self.zone!r}.") from unknown
        if len(self.weekly) != DAYS_OF_WEEK:
            raise InvalidCalendar("A week has seven days, Monday first.")
        for weekday, hours in enumerate(self.weekly):
            check_order(hours, where=f"weekday {weekday}")
        if self.horizon_days < 1:
            raise InvalidCalendar("The horizon is at least one day.")
        specials = {special.date: special for special in self.special_days}
        if len(specials) != len(self.special_days):
            raise InvalidCalendar("A date stands twice among the special days.")
        object.__setattr__(self, "_specials", specials)

    def hours_on(self, day: date) -> Intervals:
        """The open intervals of a local date; empty when it is no working day."""
        special = self._specials.get(day)
        return special.intervals if special else self.weekly[day.weekday()]

    def local_date(self, at: datetime) -> date:
        """The date that a wall clock of this calendar shows at an instant."""
        return whole_second(at).astimezone(ZoneInfo(self.zone)).date()

    def check(self, from_date: date) -> None:
        """Raise NoWorkingTime unless it opens within 400 days of the date."""
        for ahead in range(MUST_OPEN_WITHIN_DAYS):
            if self._pieces_on(from_date + timedelta(days=ahead)):
                return
        raise NoWorkingTime

    def year(self, year: int) -> Year:
        """One local year laid out in UTC; kept, because laying it out is the costly part."""
        if year not in KNOWN_YEARS:
            raise PastHorizon
        if year not in self._years:
            self._years[year] = lay_out(year, zone=ZoneInfo(self.zone), hours_on=self.hours_on)
        return self._years[year]

    def closing_on(self, day: date) -> datetime | None:
        """The last closing time of a local date; None when it is no working day."""
        pieces = self._pieces_on(day)
        return _instant(pieces[-1][1]) if pieces else None

    def _pieces_on(self, day: date) -> list[tuple[int, int]]:
        return pieces_on(day, zone=ZoneInfo(self.zone), hours=self.hours_on(day))


def always(zone: str = "UTC", *, horizon_days: int = HORIZON_DAYS) -> Calendar:
    """A calendar that never closes; its id is "always" in UTC, else it names the zone."""
    name = "always" if zone == "UTC" else f"always {zone}"
    return Calendar(name, zone, (ALL_DAY,) * DAYS_OF_WEEK, horizon_days=horizon_days)


ALWAYS = always()


def add(calendar: Calendar, start: datetime, seconds: int) -> datetime:
    """The instant (UTC) at which so many open seconds have passed since `start`.

    Instants count in whole seconds: a fraction is dropped, except that adding 0 gives
    `start` itself. Time that ends exactly at closing time is due at closing time.
    Raises PastHorizon, NaiveInstant, NegativeSpan.
    """
    if seconds < 0:
        raise NegativeSpan
    begin = _second(start)
    if seconds == 0:
        return start.astimezone(UTC)
    limit = begin + calendar.horizon_days * DAY_S
    year = _instant(begin - DAY_S).year
    remaining = seconds
    while True:
        laid_out = calendar.year(year)
        passed = laid_out.open_before(begin)
        if laid_out.total - passed >= remaining:
            due = laid_out.instant_of(passed + remaining)
            if due > limit:
                raise PastHorizon
            return _instant(due)
        remaining -= laid_out.total - passed
        year += 1
        if _second(datetime(year, 1, 1, tzinfo=UTC)) - DAY_S > limit:
            raise PastHorizon


def between(calendar: Calendar, start: datetime, end: datetime) -> int:
    """The open seconds from `start` up to `end`; a fraction of either instant is dropped.

    Raises PastHorizon, NaiveInstant, NegativeSpan.
    """
    first, last = _second(start), _second(end)
    if last < first:
        raise NegativeSpan
    if last - first > calendar.horizon_days * DAY_S:
        raise PastHorizon
    # A local year starts up to a day away from the UTC year.
    years = range(_instant(first - DAY_S).year, _instant(last + DAY_S).year + 1)
    laid_out = [calendar.year(year) for year in years]
    return sum(year.open_before(last) - year.open_before(first) for year in laid_out)


def next_open(calendar: Calendar, at: datetime) -> datetime:
    """The instant itself when open, else the next opening."""
    return add(calendar, whole_second(at), 1) - ONE_SECOND


def working_day_end(calendar: Calendar, start: datetime, days: int) -> datetime:
    """Closing time of the nth working day after the local date of `start`.

    The day of `start` is never counted. A partial or an extra day counts as a day.
    """
    if days < 1:
        raise NegativeSpan
    day = calendar.local_date(start)
    left = days
    for _ in range(calendar.horizon_days):
        day += ONE_DAY
        closing = calendar.closing_on(day)
        left -= closing is not None
        if closing is not None and not left:
            return closing
    raise PastHorizon


def last_date(calendar: Calendar, due: datetime) -> date:
    """The local date to name to a person for a due instant.

    A due at 24:00 is midnight of the next date; the person must hear the date before it.
    """
    return calendar.local_date(whole_second(due) - ONE_SECOND)


def whole_second(at: datetime) -> datetime:
    """The instant in UTC without its fraction of a second."""
    return _instant(_second(at))


def _second(at: datetime) -> int:
    if at.tzinfo is None or at.utcoffset() is None:
        raise NaiveInstant
    if at.year not in KNOWN_YEARS:
        raise PastHorizon
    return (at - EPOCH) // ONE_SECOND


def _instant(second: int) -> datetime:
    return EPOCH + timedelta(seconds=second)
