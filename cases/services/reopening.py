"""Not solved after all: the case goes back to its office with the time it had used."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from cases.errors import IllegalMove, NeedsReason
from cases.models import Case
from cases.reference import display
from cases.services import clocks, telling
from cases.services.steps import move, record, take
from timekeeping.now import now
from workflows.lifecycle import CaseState
from workflows.models import Officer
from workflows.models.sla import Metric
from workflows.policies import policy_version

GOES_ON = (Metric.RESOLUTION, Metric.SAFE_REFERRAL)


@transaction.atomic
def reopen(
    case: Case,
    *,
    reason: str,
    by: Officer | None = None,
    version: int | None = None,
    key: UUID | None = None,
) -> None:
    """Put a resolved, closed or wrongly merged case back to work. An earlier breach stays.

    Raises IllegalMove for a closed case whose window to reopen has passed: that is a new case.
    """
    taken = take(case, to="reopen", version=version, key=key)
    if taken is None:
        return
    if not reason.strip():
        raise NeedsReason
    moment = now()
    if taken.state == CaseState.CLOSED and not in_window(taken):
        raise IllegalMove
    was_merged = taken.state == CaseState.DUPLICATE
    move(taken.reopen)
    if was_merged:
        taken.duplicate_of = None
        clocks.revive(taken, at=moment, by=by)
    else:
        clocks.reopen(taken, GOES_ON, at=moment, gap_counts=False, by=by)
        clocks.reopen(taken, [Metric.BENEFICIARY], at=moment, gap_counts=True, by=by)
    taken.officer = None
    taken.outcome = taken.closure = ""
    taken.resolved_at = taken.closed_at = taken.confirm_by = None
    taken.reopened_count += 1
    taken.save()
    record(taken, "reopened", by=by, text=reason.strip())
    for told in telling.audience(taken):
        telling.tell(
            told, "reopened", reference=display(told.reference), date=telling.promised(taken)
        )


def in_window(case: Case) -> bool:
    """Whether a closed case may still be reopened."""
    if case.closed_at is None:
        return True
    days = policy_version(case.policy_code, case.policy_version).reopen_days
    return now() <= case.closed_at + timedelta(days=days)
