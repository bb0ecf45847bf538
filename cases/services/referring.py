"""Handing a case to another office, which accepts it or says why not."""

from uuid import UUID

from django.db import transaction

from cases.errors import IllegalMove, NeedsReason, NotAllowed
from cases.models import Case, Referral, ReferralState
from cases.services import clocks
from cases.services.assigning import acknowledged
from cases.services.steps import move, record, take
from timekeeping.now import now
from workflows.lifecycle import CaseState
from workflows.models import Office, Officer


@transaction.atomic
def refer(case: Case, *, to: Office, reason: str, by: Officer, version: int, key: UUID) -> None:
    """Offer a case to another office; until that office accepts, this one still owns it."""
    taken = take(case, version=version, key=key)
    if taken is None:
        return
    if not reason.strip():
        raise NeedsReason
    accused = taken.accused_office_id
    barred = to.pk == taken.office_id or (accused is not None and accused in to.lineage_ids())
    if barred or not to.is_active or (taken.is_sensitive and not to.handles_sensitive):
        raise NotAllowed
    if taken.office is None:
        raise IllegalMove
    was_waiting = taken.state == CaseState.AWAITING
    move(taken.refer)
    if was_waiting:
        taken.awaiting_until = None
        clocks.resume(taken, at=now(), by=by)
    taken.save()
    Referral.objects.create(
        case=taken,
        from_office=taken.office,
        to_office=to,
        reason=reason.strip(),
        offered_by=by,
        offered_at=now(),
    )
    record(taken, "referred", by=by, to=to.pk, to_name=to.name_en, reason=reason.strip())


@transaction.atomic
def accept_referral(case: Case, *, by: Officer, version: int, key: UUID) -> None:
    """Take a case on from another office: from now on this one owns it."""
    taken = take(case, version=version, key=key)
    if taken is None:
        return
    offer = _open_offer(taken)
    move(taken.accept_referral)
    taken.office = offer.to_office
    acknowledged(taken, by=by)
    taken.save()
    _decide(offer, ReferralState.ACCEPTED, by=by)
    record(taken, "referral_accepted", by=by, office=offer.to_office_id)


@transaction.atomic
def refuse_referral(case: Case, *, reason: str, by: Officer, version: int, key: UUID) -> None:
    """Send a case back with a reason."""
    taken = take(case, version=version, key=key)
    if taken is None:
        return
    if not reason.strip():
        raise NeedsReason
    offer = _open_offer(taken)
    move(taken.refuse_referral)
    taken.save()
    _decide(offer, ReferralState.REFUSED, by=by, reason=reason.strip())
    record(taken, "referral_refused", by=by, office=offer.to_office_id, reason=reason.strip())


def _open_offer(case: Case) -> Referral:
    offer = case.referrals.filter(state=ReferralState.OFFERED).select_related("to_office").first()
    if offer is None:
        raise IllegalMove
    return offer


def _decide(offer: Referral, state: str, *, by: Officer, reason: str = "") -> None:
    offer.state, offer.decided_by, offer.refusal_reason = state, by, reason
    offer.decided_at = now()
    offer.save()
