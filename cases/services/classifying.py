"""Saying what a case is about and where, once more is known."""

from uuid import UUID

from django.db import transaction

from cases.models import Case
from cases.services import clocks, guarding, placing
from cases.services.steps import record, take
from timekeeping.now import now
from workflows.lifecycle import CaseState
from workflows.models import Area, Category, Officer, Programme


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
    taken = take(case, to="classify", version=version, key=key)
    if taken is None:
        return
    taken.category, taken.programme, taken.area = category, programme, area
    if category is not None:
        taken.severity = category.severity
        taken.is_enquiry = category.is_enquiry
    moved = False
    if not taken.is_sensitive and guarding.must_be_restricted(category, taken.accused_office):
        guarding.restrict(taken, by=by)
    else:
        # The policies in force at filing hold, whatever was published since.
        policy = placing.policy_of(taken, at=taken.received_at)
        clocks.retarget(taken, policy, at=now(), by=by)
        moved = _moved(taken)
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


def _moved(case: Case) -> bool:
    """Route anew while the case waits for its first officer."""
    if case.state != CaseState.ASSIGNED:
        return False
    before = case.office_id
    placing.place(case, at=now())
    return case.office_id != before
