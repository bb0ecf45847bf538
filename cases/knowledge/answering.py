"""The answer to a question, from the rows that were approved and are valid today."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from cases.models import ApprovedAnswer
from workflows.models import Area, Programme

PHNOM_PENH: Final = ZoneInfo("Asia/Phnom_Penh")


@dataclass(frozen=True, slots=True)
class KnowledgeAnswer:
    """What may be told, in one writing, and of which row and version it is."""

    words: str
    code: str
    version: int
    valid_until: date

    @property
    def origin(self) -> str:
        """Where it is from, as a case keeps it."""
        return f"knowledge:{self.code}:{self.version}"


def answer(
    category: str, programme: str | None, area: Area | None, language: str, *, now: datetime
) -> KnowledgeAnswer | None:
    """The most specific answer that is approved and valid at `now`, or None.

    The person's own programme comes before the one that it is part of, that before any; then the
    smallest area that the person lives in; then the newest version.
    """
    today = now.astimezone(PHNOM_PENH).date()
    programmes = _upward(programme)
    areas = list(area.path) if area else []
    rows = ApprovedAnswer.objects.filter(
        category__code=category,
        approved_by__isnull=False,
        valid_from__lte=today,
        valid_until__gte=today,
    ).select_related("programme")
    fitting = [
        row
        for row in rows
        if (row.programme is None or row.programme.code in programmes)
        and (row.area_id is None or row.area_id in areas)
    ]
    if not fitting:
        return None
    best = min(fitting, key=lambda row: _distance(row, programmes, areas))
    return KnowledgeAnswer(best.words(language), best.code, best.version, best.valid_until)


def _distance(row: ApprovedAnswer, programmes: list[str], areas: list[int]) -> tuple[int, ...]:
    """How far a row is from the question: the less the better."""
    programme = programmes.index(row.programme.code) if row.programme else len(programmes)
    area = len(areas) - areas.index(row.area_id) if row.area_id else len(areas) + 1
    return (programme, area, -row.valid_from.toordinal(), -row.version, -row.pk)


def _upward(code: str | None) -> list[str]:
    """A programme and those that it is part of, the nearest first."""
    found: list[str] = []
    programme = Programme.objects.filter(code=code).first() if code else None
    while programme is not None and programme.code not in found:
        found.append(programme.code)
        programme = programme.parent
    return found
