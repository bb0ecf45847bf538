"""Ending a case: confirmed, silent, out of scope, or taken back."""

from uuid import UUID

from django.db import transaction

from cases.errors import NeedsReason
from cases.models import Case, ClosureKind, ReferralState
from cases.reference import display
from cases.services import clocks, telling
from cases.services.offers import end_offer
from cases.services.steps import move, record, take
from timekeeping.now import now
from workflows.models import Officer


@transaction.atomic
def close(
    case: Case,
    *,
    confirmed: bool,
    by: Officer | None = None,
    version: int | None = None,
    key: UUID | None = None,
) -> None:
    """Close a resolved case: the person said it is solved, or let the window pass."""
    taken = take(case, to="close", version=version, key=key)
    if taken is None:
        return
    move(taken.close)
    moment = now()
    # Whoever could never be told of the decision is not waited for any longer.
    clocks.cancel(taken, at=moment, by=by)
    taken.closure = ClosureKind.CONFIRMED if confirmed else ClosureKind.SILENT
    taken.closed_at = moment
    taken.save()
    record(taken, "closed", by=by, closure=taken.closure)
    if taken.is_enquiry and taken.officer_id is None and not confirmed:
        # Answered at once, without a number that the person was told: there is nothing to close.
        return
    text = "closed_confirmed" if confirmed else "closed_silent"
    for told in telling.audience(taken):
        telling.tell(told, text, reference=display(told.reference))


@transaction.atomic
def reject(case: Case, *, elsewhere: str, by: Officer, version: int, key: UUID) -> None:
    """Turn away what is not ours, with the place to go instead."""
    taken = take(case, to="reject", version=version, key=key)
    if taken is None:
        return
    if not elsewhere.strip():
        raise NeedsReason
    move(taken.reject)
    _end(taken, by=by)
    record(taken, "rejected", by=by, text=elsewhere.strip())
    telling.tell(taken, "rejected", reference=display(taken.reference), place=elsewhere.strip())


@transaction.atomic
def withdraw(
    case: Case,
    *,
    reason: str,
    by: Officer | None = None,
    version: int | None = None,
    key: UUID | None = None,
) -> None:
    """Take a case back at the person's wish."""
    taken = take(case, to="withdraw", version=version, key=key)
    if taken is None:
        return
    if not reason.strip():
        raise NeedsReason
    move(taken.withdraw)
    _end(taken, by=by)
    record(taken, "withdrawn", by=by, text=reason.strip())
    telling.tell(taken, "withdrawn_done", reference=display(taken.reference))


def _end(case: Case, *, by: Officer | None) -> None:
    moment = now()
    clocks.cancel(case, at=moment, by=by)
    end_offer(case, ReferralState.TAKEN_BACK, reason=case.state, by=by)
    case.closed_at = moment
    case.awaiting_until = None
    case.save()
