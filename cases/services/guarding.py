"""Restricting a case: one click makes it invisible to all but the focal points."""

from uuid import UUID

from django.db import transaction

from cases.errors import NeedsReason
from cases.models import Case
from cases.services import clocks, placing
from cases.services.steps import move, record, take
from channels_app import outbox
from channels_app.models import OutboundMessage, OutboundState
from timekeeping.now import now
from workflows.lifecycle import CaseState
from workflows.models import Officer


@transaction.atomic
def mark_sensitive(case: Case, *, reason: str, by: Officer, version: int, key: UUID) -> None:
    """Seal a case and hand it to the restricted desk; what was not yet sent is held back."""
    taken = take(case, version=version, key=key)
    if taken is None or taken.is_sensitive:
        return
    if not reason.strip():
        raise NeedsReason
    seal(taken)
    if taken.is_open:
        _to_the_restricted_desk(taken)
    taken.save()
    # The reason may tell the story: it is sealed with it and stands in no event.
    record(taken, "marked_sensitive", by=by)
    placing.tell_why(taken, by=by)
    waiting = OutboundMessage.objects.filter(
        thread_message__case=taken, state__in=[OutboundState.QUEUED, OutboundState.RETRY]
    )
    outbox.cancel(list(waiting))


def seal(case: Case) -> None:
    """Move the narrative under encryption and set the mark; the caller saves."""
    if not case.is_sensitive:
        case.is_sensitive = True
        case.narrative_sealed, case.narrative = case.narrative, ""


def _to_the_restricted_desk(case: Case) -> None:
    placing.place(case, at=now())
    if case.state in {CaseState.IN_PROGRESS, CaseState.AWAITING}:
        # Whoever worked on it loses sight. The lifecycle knows one way back to "assigned":
        # handed over, and not taken; each step is stored, because SQL checks each.
        clocks.resume(case, at=now())
        case.awaiting_until = None
        move(case.refer)
        case.save()
        move(case.refuse_referral)
    elif case.state == CaseState.REFERRED:
        case.referrals.filter(state="offered").update(
            state="refused", refusal_reason="restricted", decided_at=now()
        )
        move(case.refuse_referral)
