"""Who in the office works on a case."""

from uuid import UUID

from django.db import transaction

from cases.errors import NotAllowed
from cases.models import Case
from cases.services import clocks
from cases.services.steps import move, record, take
from timekeeping.now import now
from workflows.models import Officer
from workflows.models.organisation import Role
from workflows.models.sla import Metric


@transaction.atomic
def assign(case: Case, *, to: Officer, by: Officer, version: int, key: UUID) -> None:
    """Put a case before an officer of its office; taking it on is still that officer's step."""
    taken = take(case, to="assign", version=version, key=key)
    if taken is None:
        return
    if to.office_id != taken.office_id or not may_work(to, taken):
        raise NotAllowed
    taken.officer = to
    taken.save()
    record(taken, "assigned", by=by, officer=to.pk, officer_name=str(to))


@transaction.atomic
def accept(case: Case, *, by: Officer, version: int, key: UUID) -> None:
    """Take a case on: the human acknowledgement, which the automatic receipt is not."""
    taken = take(case, to="accept", version=version, key=key)
    if taken is None:
        return
    move(taken.accept)
    acknowledged(taken, by=by)
    taken.save()
    record(taken, "accepted", by=by)


def may_work(officer: Officer, case: Case) -> bool:
    """Whether an officer of the office could take the case on: by role, and on duty at all."""
    roles = {Role.FOCAL} if case.is_sensitive else {Role.DESK, Role.CASE, Role.SUPERVISOR}
    return officer.is_active and officer.role in roles


def acknowledged(case: Case, *, by: Officer) -> None:
    """An officer has it: sets fields, the caller saves."""
    moment = now()
    case.officer = by
    case.acknowledged_at = case.acknowledged_at or moment
    clocks.stop(case, [Metric.ACKNOWLEDGE], at=moment, by=by)
