"""Handing a case to another office, which accepts it or says why not."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from cases.errors import IllegalMove, NeedsReason, NotAllowed
from cases.models import Case, Referral, ReferralState
from cases.services import clocks
from cases.services.assigning import acknowledged
from cases.services.offers import decide, open_offer
from cases.services.placing import facts_of
from cases.services.steps import move, record, take
from timekeeping.now import now
from workflows.lifecycle import CaseState
from workflows.models import Office, Officer
from workflows.policies import policy_version
from workflows.routing.loading import excluded


@transaction.atomic
def refer(case: Case, *, to: Office, reason: str, by: Officer, version: int, key: UUID) -> None:
    """Offer a case to another office; until that office accepts, this one still owns it.

    Raises NotAllowed for an office that may not have it: the accused, the wrong side of the
    wall around restricted cases, one that is closed.
    """
    taken = take(case, to="refer", version=version, key=key)
    if taken is None:
        return
    if not reason.strip():
        raise NeedsReason
    if taken.office is None:
        raise IllegalMove
    wrong_side = to.handles_sensitive != taken.is_sensitive
    if to == taken.office or wrong_side or not to.is_active or to.pk in excluded(facts_of(taken)):
        raise NotAllowed
    moment = now()
    was_waiting = taken.state == CaseState.AWAITING
    move(taken.refer)
    if was_waiting:
        taken.awaiting_until = None
        clocks.resume(taken, at=moment, by=by)
    taken.save()
    policy = policy_version(taken.policy_code, taken.policy_version)
    Referral.objects.create(
        case=taken,
        from_office=taken.office,
        to_office=to,
        reason=reason.strip(),
        offered_by=by,
        offered_at=moment,
        lapses_at=moment + timedelta(days=policy.offer_days),
    )
    record(taken, "referred", by=by, to=to.pk, to_name=to.name_en, reason=reason.strip())


@transaction.atomic
def accept_referral(case: Case, *, by: Officer, version: int, key: UUID) -> None:
    """Take a case on from another office: from now on this one owns it."""
    taken = take(case, to="accept_referral", version=version, key=key)
    if taken is None:
        return
    offer = open_offer(taken)
    move(taken.accept_referral)
    taken.office = offer.to_office
    acknowledged(taken, by=by)
    taken.save()
    decide(offer, ReferralState.ACCEPTED, by=by)
    record(taken, "referral_accepted", by=by, office=offer.to_office_id)


@transaction.atomic
def refuse_referral(case: Case, *, reason: str, by: Officer, version: int, key: UUID) -> None:
    """Send a case back with a reason."""
    taken = take(case, to="refuse_referral", version=version, key=key)
    if taken is None:
        return
    if not reason.strip():
        raise NeedsReason
    came_back(taken, ReferralState.REFUSED, reason=reason.strip(), by=by)


@transaction.atomic
def take_back(case: Case, *, reason: str, by: Officer, version: int, key: UUID) -> None:
    """Take an offer back that the other office has not answered."""
    taken = take(case, to="take_back", version=version, key=key)
    if taken is None:
        return
    if not reason.strip():
        raise NeedsReason
    came_back(taken, ReferralState.TAKEN_BACK, reason=reason.strip(), by=by)


def came_back(case: Case, state: str, *, reason: str, by: Officer | None) -> None:
    """Return a locked case to its owner's queue: refused, taken back, or not answered in time."""
    offer = open_offer(case)
    move(case.refuse_referral)
    case.save()
    decide(offer, state, by=by, reason=reason)
    record(case, "referral_refused", by=by, office=offer.to_office_id, how=state, reason=reason)
