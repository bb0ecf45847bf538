"""Which cases a sheet of figures is about, as the address of the page says it."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Self
from zoneinfo import ZoneInfo

from django.db.models import Min, QuerySet

from cases.models.case import Case, Origin
from timekeeping.now import now
from workflows.models import Agency, Programme

ZONE = ZoneInfo("Asia/Phnom_Penh")

MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Filters:
    """Empty means all. Months are those of receipt in Phnom Penh, as `2026-11`."""

    since: str = ""
    until: str = ""
    agency: str = ""
    programme: str = ""
    origin: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """Read an address's parameters; a value that nobody could have chosen is left out."""
        months = {
            name: value
            for name in ("since", "until")
            if MONTH.fullmatch(value := query.get(name, ""))
        }
        origin = query.get("origin", "")
        return cls(
            **months,
            agency=_known(Agency.objects.filter(code=query.get("agency", ""))),
            programme=_known(Programme.objects.filter(code=query.get("programme", ""))),
            origin=origin if origin in Origin.values else "",
        )

    def as_query(self) -> dict[str, str]:
        """Give the parameters of an address that shows the same sheet again."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True)
class Choices:
    """What each filter offers: (value, label) in the reader's language."""

    months: list[str]
    agencies: list[tuple[str, str]]
    programmes: list[tuple[str, str]]
    origins: list[tuple[str, str]]


def choices() -> Choices:
    """List what can be chosen: months since the first case, newest first."""
    return Choices(
        months=_months(),
        agencies=[(agency.code, agency.name) for agency in Agency.objects.order_by("code")],
        programmes=[(each.code, each.name) for each in Programme.objects.order_by("order", "code")],
        origins=[(value, str(label)) for value, label in Origin.choices],
    )


def _months() -> list[str]:
    last = now().astimezone(ZONE)
    first = Case.objects.aggregate(first=Min("received_at"))["first"] or last
    begin, end = (each.year * 12 + each.month - 1 for each in (first.astimezone(ZONE), last))
    return [f"{count // 12}-{count % 12 + 1:02}" for count in range(end, begin - 1, -1)]


def _known(found: "QuerySet[Agency] | QuerySet[Programme]") -> str:
    row = found.first()
    return row.code if row else ""
