"""A calendar's open hours laid out on the UTC line, one year at a time."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from workflows.sla.days import Intervals

EPOCH_DAY = date(1970, 1, 1).toordinal()
DAY_S = 86_400
ONE_DAY = timedelta(days=1)
ONE_SECOND = timedelta(seconds=1)

# Open from one second of the UTC line up to another, both counted from 1970.
Piece = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Year:
    """The open pieces of one local year, with the open seconds up to the end of each."""

    opens: list[int]
    closes: list[int]
    through: list[int]

    @property
    def total(self) -> int:
        """The open seconds of the whole year."""
        return self.through[-1] if self.through else 0

    def open_before(self, instant: int) -> int:
        """Open seconds of this year that lie before the instant."""
        nth = bisect_right(self.opens, instant) - 1
        if nth < 0:
            return 0
        return self.through[nth] - max(0, self.closes[nth] - instant)

    def instant_of(self, open_seconds: int) -> int:
        """The first instant with so many open seconds of this year before it.

        Counted back from the close of its piece, so that time which ends exactly at
        closing time is due at closing time and not at the next opening.
        """
        nth = bisect_left(self.through, open_seconds)
        return self.closes[nth] - (self.through[nth] - open_seconds)


def lay_out(year: int, *, zone: ZoneInfo, hours_on: Callable[[date], Intervals]) -> Year:
    """Lay out one local year: about a millisecond, so callers keep the answer."""
    pieces: list[Piece] = []
    day = date(year, 1, 1)
    while day.year == year:
        if hours := hours_on(day):
            pieces.extend(pieces_on(day, zone=zone, hours=hours))
        day += ONE_DAY
    lengths = (closes - opens for opens, closes in pieces)
    return Year([p[0] for p in pieces], [p[1] for p in pieces], list(accumulate(lengths)))


def pieces_on(day: date, *, zone: ZoneInfo, hours: Intervals) -> list[Piece]:
    """The open pieces of one local date; an interval swallowed by a clock change is left out."""
    midnight = datetime.combine(day, time.min, tzinfo=zone)
    offset = midnight.utcoffset()
    if offset is not None and offset == (midnight + ONE_DAY).utcoffset():
        start = _wall_second(day) - offset // ONE_SECOND
        return [(start + each.opens * 60, start + each.closes * 60) for each in hours]
    edges = [
        (_edge(day, each.opens, zone=zone), _edge(day, each.closes, zone=zone)) for each in hours
    ]
    return [(opens, closes) for opens, closes in edges if opens < closes]


def _edge(day: date, minute: int, *, zone: ZoneInfo) -> int:
    """The second of the UTC line at which a wall clock first shows that minute or later.

    A time that happens twice counts the first time: an office opens once and closes once.
    A time that is skipped counts at the jump.
    """
    wall = datetime.combine(day, time.min, tzinfo=zone) + timedelta(minutes=minute)
    before = wall.utcoffset() or timedelta()
    after = wall.replace(fold=1).utcoffset() or timedelta()
    wall_second = _wall_second(day) + minute * 60
    if after <= before:
        return wall_second - before // ONE_SECOND
    # Skipped by a jump forward: halve the span in which the jump must lie.
    unjumped = wall_second - after // ONE_SECOND
    jumped = wall_second - before // ONE_SECOND
    while jumped - unjumped > 1:
        middle = (unjumped + jumped) // 2
        if datetime.fromtimestamp(middle, UTC).astimezone(zone).utcoffset() == before:
            unjumped = middle
        else:
            jumped = middle
    return jumped


def _wall_second(day: date) -> int:
    """Midnight in seconds from 1970 as its wall clock shows it, whatever the zone."""
    return (day.toordinal() - EPOCH_DAY) * DAY_S
