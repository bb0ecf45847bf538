"""What time alone brings about: a silent closure, and the end of a wait for an answer."""

from django.db import transaction

from cases.models import Case
from cases.services.asking import went_on
from cases.services.closing import close
from timekeeping.now import now
from workflows.lifecycle import CaseState


def close_silent(limit: int = 200) -> int:
    """Close resolved cases whose window to confirm has passed."""
    ids = Case.objects.filter(state=CaseState.RESOLVED, confirm_by__lte=now()).values_list(
        "pk", flat=True
    )[:limit]
    return sum(_close_one(case_id) for case_id in list(ids))


def end_waits(limit: int = 200) -> int:
    """Go on with cases whose person did not answer by the day agreed."""
    ids = Case.objects.filter(state=CaseState.AWAITING, awaiting_until__lte=now()).values_list(
        "pk", flat=True
    )[:limit]
    return sum(_resume_one(case_id) for case_id in list(ids))


@transaction.atomic
def _close_one(case_id: int) -> int:
    case = _still(case_id, CaseState.RESOLVED)
    if case is None or case.confirm_by is None or case.confirm_by > now():
        return 0
    close(case, confirmed=False)
    return 1


@transaction.atomic
def _resume_one(case_id: int) -> int:
    case = _still(case_id, CaseState.AWAITING)
    if case is None or case.awaiting_until is None or case.awaiting_until > now():
        return 0
    went_on(case, by=None, because="no_answer")
    return 1


def _still(case_id: int, state: str) -> Case | None:
    """The case, locked, if it is in that state and nobody else holds it."""
    held = Case.objects.select_for_update(skip_locked=True)
    return held.filter(pk=case_id, state=state).first()
