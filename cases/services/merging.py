"""The same matter twice: one case goes on, the other's person still hears its news."""

from uuid import UUID

from django.db import transaction

from cases.errors import IllegalMove
from cases.models import Case
from cases.reference import display
from cases.services import clocks, telling
from cases.services.steps import move, record, take
from timekeeping.now import now
from workflows.models import Officer


@transaction.atomic
def merge(case: Case, *, into: Case, by: Officer, version: int, key: UUID) -> None:
    """Merge a case into another open one that the officer works on.

    Raises IllegalMove when they are the same, the other has ended, or their secrecy differs.
    """
    taken = take(case, version=version, key=key)
    if taken is None:
        return
    other = Case.objects.all().locked(into)
    same_walls = other.is_sensitive == taken.is_sensitive
    if other.pk == taken.pk or other.has_ended or not same_walls:
        raise IllegalMove
    move(taken.merge)
    moment = now()
    clocks.cancel(taken, at=moment, by=by)
    taken.duplicate_of, taken.closed_at, taken.awaiting_until = other, moment, None
    taken.save()
    record(taken, "merged", by=by, into=other.reference)
    record(other, "merged", by=by, merged=taken.reference)
    telling.tell(taken, "duplicate_merged", reference=display(other.reference))
