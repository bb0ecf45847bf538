"""The same matter twice: one case goes on, the other's person still hears its news."""

from uuid import UUID

from django.db import transaction

from cases.errors import IllegalMove
from cases.models import Case, ReferralState
from cases.reference import display
from cases.services import clocks, telling
from cases.services.offers import end_offer
from cases.services.steps import move, record, take
from timekeeping.now import now
from workflows.models import Officer


@transaction.atomic
def merge(case: Case, *, into: Case, by: Officer, version: int, key: UUID) -> None:
    """Merge a case into another open one that the officer works on.

    Raises IllegalMove when they are the same, the other has ended, or their secrecy differs.
    """
    # Both in one order: two officers who merge each into the other must not wait for ever.
    both = Case.objects.select_for_update().filter(pk__in=[case.pk, into.pk]).order_by("pk")
    other = {found.pk: found for found in both}[into.pk]
    taken = take(case, to="merge", version=version, key=key)
    if taken is None:
        return
    same_walls = other.is_sensitive == taken.is_sensitive
    if other.pk == taken.pk or not other.is_open or not same_walls:
        raise IllegalMove
    move(taken.merge)
    moment = now()
    clocks.cancel(taken, at=moment, by=by)
    end_offer(taken, ReferralState.TAKEN_BACK, reason=taken.state, by=by)
    taken.duplicate_of, taken.closed_at, taken.awaiting_until = other, moment, None
    taken.save()
    record(taken, "merged", by=by, into=other.reference)
    record(other, "merged", by=by, merged=taken.reference)
    telling.tell(taken, "duplicate_merged", reference=display(other.reference))
