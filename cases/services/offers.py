"""The one open offer of a case to another office, and how it ends."""

from cases.errors import IllegalMove
from cases.models import Case, Referral, ReferralState
from timekeeping.now import now
from workflows.models import Officer


def open_offer(case: Case) -> Referral:
    """The offer that the other office has not answered. Raises IllegalMove without one."""
    offers = case.referrals.filter(state=ReferralState.OFFERED).select_related("to_office")
    offer = offers.first()
    if offer is None:
        raise IllegalMove
    return offer


def decide(offer: Referral, state: str, *, by: Officer | None, reason: str = "") -> None:
    """Write down what became of an offer."""
    offer.state, offer.decided_by, offer.refusal_reason = state, by, reason
    offer.decided_at = now()
    offer.save()


def end_offer(case: Case, state: str, *, reason: str, by: Officer | None = None) -> None:
    """End the open offer, if there is one: the case went another way."""
    for offer in case.referrals.filter(state=ReferralState.OFFERED):
        decide(offer, state, by=by, reason=reason)
