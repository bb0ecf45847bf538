"""Saying what a case is about and where, once more is known."""

from uuid import UUID

from django.db import transaction

from cases.errors import IllegalMove
from cases.models import Case
from cases.services import clocks, placing
from cases.services.guarding import seal
from cases.services.steps import record, take
from timekeeping.now import now
from workflows.lifecycle import CaseState
from workflows.models import Area, Category, Officer, Programme
from workflows.models.catalogue import Sensitivity


@transaction.atomic
def classify(
    case: Case,
    *,
    category: Category | None,
    programme: Programme | None,
    area: Area | None,
    by: Officer | None = None,
    version: int | None = None,
    key: UUID | None = None,
) -> None:
    """Set category, programme and place; deadlines follow, and the office while none accepted.

    What was consumed of a deadline stays consumed.
    """
    taken = take(case, version=version, key=key)
    if taken is None:
        return
    if not taken.is_open:
        raise IllegalMove
    moment = now()
    taken.category, taken.programme, taken.area = category, programme, area
    if category is not None:
        taken.severity = category.severity
        taken.is_enquiry = category.is_enquiry
        if category.sensitivity == Sensitivity.SENSITIVE:
            seal(taken)
    clocks.retarget(taken, placing.policy_of(taken, at=moment), at=moment, by=by)
    moved = _moved(taken, by=by)
    taken.save()
    record(
        taken,
        "classified",
        by=by,
        category=category.code if category else None,
        programme=programme.code if programme else None,
        area=area.pk if area else None,
    )
    if moved:
        placing.tell_why(taken, by=by)


def _moved(case: Case, *, by: Officer | None) -> bool:
    """Route anew while the case waits for its first officer, or must leave an ordinary office."""
    restricted = case.is_sensitive and not (case.office and case.office.handles_sensitive)
    if case.state != CaseState.ASSIGNED and not restricted:
        return False
    before = case.office_id
    placing.place(case, at=now(), by=by)
    return case.office_id != before
