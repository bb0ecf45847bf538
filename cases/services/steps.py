"""What every verb does first and last: lock, check the version, use up the key, move, record."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django_fsm import TransitionNotAllowed

from cases.actions import check
from cases.errors import IllegalMove
from cases.models import ActionKey, Case, CaseEvent
from workflows.models import Officer


def take(case: Case, *, to: str, version: int | None, key: UUID | None) -> Case | None:
    """Lock the case for one verb, `to`; None when this very press was carried out before.

    Raises StaleCase when somebody changed the case since `version` was shown, IllegalMove in a
    state in which the verb makes no sense.
    """
    if key is not None:
        # Insert first: two presses at once meet here, and the second waits for the first.
        _, is_first = ActionKey.objects.get_or_create(key=key, defaults={"case": case})
        if not is_first:
            return None
    taken = Case.objects.all().locked(case, version=version)
    check(taken, to)
    return taken


def move(transition: Callable[[], None]) -> None:
    """Run a transition. Raises IllegalMove in a state that does not know it."""
    try:
        transition()
    except TransitionNotAllowed as refused:
        raise IllegalMove from refused


def record(case: Case, kind: str, *, by: Officer | None = None, **details: Any) -> CaseEvent:
    """Append the event of a change that has just been saved."""
    return CaseEvent.objects.create(
        case=case, kind=kind, by=by, state=case.state, version=case.version, details=details
    )
