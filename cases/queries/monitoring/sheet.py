"""One sheet of figures: the whole, and its cuts by agency, programme, channel and month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cases.models.case import Origin
from cases.queries.monitoring.filters import ZONE, Filters
from cases.queries.monitoring.statement import STATEMENT
from cases.queries.monitoring.working_time import working_time
from timekeeping.now import now
from workflows.lifecycle import OPEN_STATES
from workflows.models import Agency, Programme

# Fewer restricted cases than this are not even counted out loud (specs: k of sensitive cells).
RESTRICTED_K: Final = 10

NOT_KNOWN = _("not yet known")

# GROUPING(agency, programme, origin, month) has a 0 where the column makes the cut.
CUTS: Final = {
    0b1111: "all",
    0b0111: "agency",
    0b1011: "programme",
    0b1101: "origin",
    0b1110: "month",
}


@dataclass(frozen=True)
class Figures:
    """One line: counts, and durations in whole seconds. A duration of nobody is None.

    `agency_*` is the agency's working time without pauses, `person_*` the calendar time that
    the person waited. `*_judged` are the resolved ones and those open past their deadline.
    """

    cut: str
    code: str
    label: str
    received: int
    open: int
    open_median_s: int | None
    open_oldest_s: int | None
    overdue: int
    overdue_oldest_s: int | None
    person_overdue: int
    resolved: int
    agency_median_s: int | None
    agency_p90_s: int | None
    agency_on_time: int
    agency_judged: int
    person_median_s: int | None
    person_p90_s: int | None
    person_on_time: int
    person_judged: int
    unconfirmed: int
    confirmed: int
    silent: int
    reopened: int
    rejected: int
    withdrawn: int
    merged: int
    first_contact: int
    synthetic: int

    @property
    def agency_share(self) -> float | None:
        """Percent on time in the agency's clock, of those that can be judged."""
        return _percent(self.agency_on_time, self.agency_judged)

    @property
    def person_share(self) -> float | None:
        """Percent on time in the person's clock, of those that can be judged."""
        return _percent(self.person_on_time, self.person_judged)

    @property
    def first_contact_share(self) -> float | None:
        """Percent answered at first contact, of all enquiries received."""
        return _percent(self.first_contact, self.received)


@dataclass(frozen=True)
class Sheet:
    """All figures of one instant. `restricted` is None when there are too few to name."""

    as_of: datetime
    filters: Filters
    complaints: dict[str, list[Figures]]
    enquiries: dict[str, list[Figures]]
    restricted: int | None

    @property
    def total(self) -> Figures | None:
        """The complaints as a whole, if there is any."""
        return next(iter(self.complaints["all"]), None)

    @property
    def enquiry_total(self) -> Figures | None:
        """The enquiries as a whole, if there is any."""
        return next(iter(self.enquiries["all"]), None)

    @property
    def synthetic(self) -> int:
        """How many of the cases are made up for a trial."""
        return sum(each.synthetic for each in (self.total, self.enquiry_total) if each)


def read(filters: Filters) -> Sheet:
    """Read the figures as they stand now."""
    as_of = now()
    oldest = Case.objects.aggregate(oldest=Min("received_at"))["oldest"] or as_of
    working = working_time(oldest, as_of)
    tables: dict[bool, dict[str, list[Figures]]] = {
        is_enquiry: {cut: [] for cut in CUTS.values()} for is_enquiry in (False, True)
    }
    names = _names()
    with connection.cursor() as cursor:
        cursor.execute(
            STATEMENT,
            {
                **vars(filters),
                "as_of": as_of,
                "zone": str(ZONE),
                "open_states": [state.value for state in OPEN_STATES],
                "working": working.ids,
                "opens": working.opens,
                "closes": working.closes,
            },
        )
        columns = [column.name for column in cursor.description or ()]
        for values in cursor.fetchall():
            row = dict(zip(columns, values, strict=True))
            cut = CUTS[row.pop("cut")]
            tables[row.pop("is_enquiry")][cut].append(_figures(cut, row, names))
    for table in tables.values():
        for cut, rows in table.items():
            rows.sort(key=lambda each: each.code if cut == "month" else (-each.received, each.code))
    return Sheet(as_of, filters, tables[False], tables[True], _restricted())


def _figures(cut: str, row: Mapping[str, Any], names: Mapping[str, Mapping[str, str]]) -> Figures:
    code = row["code"] or ""
    label = names.get(cut, {}).get(code, code) or str(_("all") if cut == "all" else NOT_KNOWN)
    whole = {
        name: None if value is None else int(value) for name, value in row.items() if name != "code"
    }
    return Figures(cut=cut, code=code, label=label, **whole)  # type: ignore[arg-type]


def _names() -> dict[str, dict[str, str]]:
    return {
        "agency": {agency.code: agency.name for agency in Agency.objects.all()},
        "programme": {programme.code: programme.name for programme in Programme.objects.all()},
        "origin": {value: str(label) for value, label in Origin.choices},
    }


def _restricted() -> int | None:
    # Of the whole country and of all time: a cut, or a difference of two, would point at one.
    count = Case.objects.filter(is_sensitive=True).count()
    return count if count >= RESTRICTED_K else None


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None
