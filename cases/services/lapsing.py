"""What time alone brings about: silent closures, waits that end, offers that nobody answered."""

from collections.abc import Callable

import structlog
from django.db import DatabaseError, transaction

from cases.errors import CaseError
from cases.models import Case, Referral, ReferralState
from cases.services.asking import went_on
from cases.services.closing import close
from cases.services.referring import came_back
from timekeeping.now import now
from workflows.errors import WorkflowError
from workflows.lifecycle import CaseState
from workflows.sla.errors import SlaError

log = structlog.get_logger(__name__)
AT_ONCE = 200


def close_silent() -> int:
    """Close resolved cases whose window to confirm has passed."""
    due = Case.objects.filter(state=CaseState.RESOLVED, confirm_by__lte=now())
    return _each(list(due.values_list("pk", flat=True)[:AT_ONCE]), _close_one)


def end_waits() -> int:
    """Go on with cases whose person did not answer by the day agreed."""
    due = Case.objects.filter(state=CaseState.AWAITING, awaiting_until__lte=now())
    return _each(list(due.values_list("pk", flat=True)[:AT_ONCE]), _resume_one)


def end_offers() -> int:
    """Take back what another office did not answer in the time that the policy gives it."""
    due = Referral.objects.filter(state=ReferralState.OFFERED, lapses_at__lte=now())
    return _each(list(due.values_list("case_id", flat=True)[:AT_ONCE]), _take_back_one)


def _each(case_ids: list[int], do: Callable[[int], int]) -> int:
    """Do one case after the other, each for itself; how many moved."""
    moved = 0
    for case_id in case_ids:
        try:
            with transaction.atomic():
                moved += do(case_id)
        except (CaseError, DatabaseError, WorkflowError, SlaError):
            log.exception("lapse_failed", case_id=case_id)
    return moved


def _close_one(case_id: int) -> int:
    case = _still(case_id, CaseState.RESOLVED)
    if case is None or case.confirm_by is None or case.confirm_by > now():
        return 0
    close(case, confirmed=False)
    return 1


def _resume_one(case_id: int) -> int:
    case = _still(case_id, CaseState.AWAITING)
    if case is None or case.awaiting_until is None or case.awaiting_until > now():
        return 0
    went_on(case, by=None, because="no_answer")
    return 1


def _take_back_one(case_id: int) -> int:
    case = _still(case_id, CaseState.REFERRED)
    if (
        case is None
        or not case.referrals.filter(state=ReferralState.OFFERED, lapses_at__lte=now()).exists()
    ):
        return 0
    came_back(case, ReferralState.LAPSED, reason="not answered in time", by=None)
    return 1


def _still(case_id: int, state: str) -> Case | None:
    """The case, locked, if it is in that state and nobody else holds it."""
    held = Case.objects.select_for_update(skip_locked=True)
    return held.filter(pk=case_id, state=state).first()
