"""The national working hours as pieces of time, for counting day-and-night clocks again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from workflows import policies
from workflows.models import SlaPolicy, WorkCalendar
from workflows.sla.calendar import Calendar
from workflows.sla.days import ALL_DAY
from workflows.sla.timeline import pieces_on


@dataclass(frozen=True)
class WorkingTime:
    """`ids`: calendar versions that close at some hour; the pieces are UTC seconds since 1970."""

    ids: list[str]
    opens: list[int]
    closes: list[int]


def working_time(since: datetime, until: datetime) -> WorkingTime:
    """Lay out the default policy's hours between two instants."""
    rows = list(WorkCalendar.objects.order_by("code", "version"))
    closing = [row for row in rows if _closes(row)]
    default = SlaPolicy.objects.filter(is_default=True, valid_to=None).first()
    chosen = [row for row in closing if default and row.code == default.calendar_code] or closing
    pieces = _pieces(_calendar(chosen[-1]), since, until) if chosen else []
    return WorkingTime(
        [policies.calendar_id(row.code, row.version) for row in closing],
        [opens for opens, _ in pieces],
        [closes for _, closes in pieces],
    )


def _closes(row: WorkCalendar) -> bool:
    return any(hours != ALL_DAY for hours in _calendar(row).weekly)


def _calendar(row: WorkCalendar) -> Calendar:
    return policies.calendar(row.code, row.version)


def _pieces(calendar: Calendar, since: datetime, until: datetime) -> list[tuple[int, int]]:
    zone = ZoneInfo(calendar.zone)
    day, last = since.astimezone(zone).date(), until.astimezone(zone).date()
    pieces: list[tuple[int, int]] = []
    while day <= last:
        pieces += pieces_on(day, zone=zone, hours=calendar.hours_on(day))
        day += timedelta(days=1)
    return pieces
