"""Restricting a case: one click makes it invisible to all but the focal points."""

from uuid import UUID

from django.db import transaction

from cases.errors import NeedsReason
from cases.models import Case, ReferralState
from cases.services import clocks, placing
from cases.services.offers import end_offer
from cases.services.steps import move, record, take
from channels_app import outbox
from channels_app.models import OutboundMessage, OutboundState
from timekeeping.now import now
from workflows.lifecycle import CaseState
from workflows.models import Category, Office, Officer
from workflows.models.catalogue import Sensitivity

NOT_SENT = (OutboundState.QUEUED, OutboundState.RETRY, OutboundState.UNKNOWN)


def must_be_restricted(category: Category | None, accused: Office | None) -> bool:
    """Whether the category asks for it: always, or once somebody in office is accused."""
    kind = category.sensitivity if category else Sensitivity.NORMAL
    return kind == Sensitivity.SENSITIVE or (
        kind == Sensitivity.CONDITIONAL and accused is not None
    )


@transaction.atomic
def mark_sensitive(case: Case, *, reason: str, by: Officer, version: int, key: UUID) -> None:
    """Seal a case and hand it to the restricted desk; what was not yet sent is held back."""
    taken = take(case, to="mark_sensitive", version=version, key=key)
    if taken is None or taken.is_sensitive:
        return
    if not reason.strip():
        raise NeedsReason
    restrict(taken, reason=reason.strip(), by=by)


def restrict(case: Case, *, reason: str = "", by: Officer | None) -> None:
    """Seal a locked case, whatever its state, and leave nothing of it where it was.

    The reason may tell the story: it is sealed with it and stands in no event.
    """
    case.is_sensitive = True
    case.narrative_sealed = "\n\n".join(part for part in (case.narrative, reason) if part)
    case.narrative = ""
    moment = now()
    # An ended case too: its remedy and its reopening are the restricted desk's from now on.
    placing.place(case, at=moment)
    if case.is_open:
        _leave_the_ordinary_office(case)
        # The policy for restricted cases has no first answer, and may have a safe referral.
        policy = placing.policy_of(case, at=case.received_at)
        clocks.retarget(case, policy, at=moment, by=by)
    case.save()
    record(case, "marked_sensitive", by=by)
    placing.tell_why(case, by=by)
    outbox.cancel(
        list(OutboundMessage.objects.filter(thread_message__case=case, state__in=NOT_SENT))
    )


def _leave_the_ordinary_office(case: Case) -> None:
    """Back to waiting for an officer. The lifecycle has one way there, and SQL checks each step."""
    if case.state in {CaseState.IN_PROGRESS, CaseState.AWAITING}:
        clocks.resume(case, at=now())
        case.awaiting_until = None
        move(case.refer)
        case.save()
    if case.state == CaseState.REFERRED:
        end_offer(case, ReferralState.REFUSED, reason="restricted")
        move(case.refuse_referral)
