"""The sheet in words: durations as hours and days, shares as bars."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.queries.monitoring import Figures, Sheet

HOUR_S = 3_600
DAY_S = 86_400
# Below this a percentile says more about a person than about an office: shown, but marked.
FEW = 5


@dataclass(frozen=True)
class Table:
    """One cut: its heading, what its first column is called, and its lines."""

    cut: str
    heading: Promise
    column: Promise
    lines: "list[Line]"


@dataclass(frozen=True)
class Line:
    """A line as it is read: texts, and the figures for the bars."""

    figures: Figures
    label: str
    agency_median: str
    agency_p90: str
    person_median: str
    person_p90: str
    open_median: str
    open_oldest: str
    overdue_oldest: str
    few: bool


HEADINGS = {
    "agency": (_("By agency"), _("Agency")),
    "programme": (_("By programme"), _("Programme")),
    "origin": (_("By channel"), _("Channel")),
    "month": (_("By month of receipt"), _("Month")),
}


def tables(sheet: Sheet) -> dict[str, object]:
    """Give the page's tables: the whole, the cuts of the complaints, and the enquiries."""
    total, enquiries = sheet.total, sheet.enquiry_total
    return {
        "total": line(total) if total else None,
        "cuts": [
            Table(cut, heading, column, [line(row) for row in sheet.complaints[cut]])
            for cut, (heading, column) in HEADINGS.items()
        ],
        "enquiry_total": line(enquiries) if enquiries else None,
        "enquiries": [line(row) for row in sheet.enquiries["origin"]],
        "most": max((row.received for row in sheet.complaints["month"]), default=0),
    }


def line(figures: Figures) -> Line:
    """Put a line's durations into words."""
    return Line(
        figures=figures,
        label=figures.label,
        agency_median=hours(figures.agency_median_s),
        agency_p90=hours(figures.agency_p90_s),
        person_median=days(figures.person_median_s),
        person_p90=days(figures.person_p90_s),
        open_median=days(figures.open_median_s),
        open_oldest=days(figures.open_oldest_s),
        overdue_oldest=days(figures.overdue_oldest_s),
        few=figures.resolved < FEW,
    )


def hours(seconds: int | None) -> str:
    """Working time in hours: offices differ in how many hours make a day."""
    if seconds is None:
        return "–"
    return gettext("%(hours)s h") % {"hours": number_format(seconds / HOUR_S, 1)}


def days(seconds: int | None) -> str:
    """Calendar time in days."""
    if seconds is None:
        return "–"
    return gettext("%(days)s d") % {"days": number_format(seconds / DAY_S, 1)}
