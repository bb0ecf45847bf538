"""The lifecycle of a case: its states and the only moves between them."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition


class CaseState(models.TextChoices):
    """Where a case stands."""

    RECEIVED = "received", _("received")
    ASSIGNED = "assigned", _("waiting for an officer")
    IN_PROGRESS = "in_progress", _("in progress")
    AWAITING = "awaiting_complainant", _("waiting for the person")
    REFERRED = "referred", _("offered to another office")
    RESOLVED = "resolved", _("resolved")
    CLOSED = "closed", _("closed")
    REJECTED = "rejected", _("out of scope")
    DUPLICATE = "duplicate", _("merged")
    WITHDRAWN = "withdrawn", _("withdrawn")


S = CaseState

# States in which somebody still owes the person an answer.
OPEN_STATES: Final = (S.RECEIVED, S.ASSIGNED, S.IN_PROGRESS, S.AWAITING, S.REFERRED)
ENDED_STATES: Final = (S.CLOSED, S.REJECTED, S.DUPLICATE, S.WITHDRAWN)

# (from, to): read by the database triggers too, so that SQL refuses what Python refuses.
MOVES: Final[tuple[tuple[str, str], ...]] = tuple(
    (source.value, target.value)
    for source, targets in {
        S.RECEIVED: (S.ASSIGNED, S.RESOLVED, S.REJECTED, S.DUPLICATE, S.WITHDRAWN),
        S.ASSIGNED: (S.IN_PROGRESS, S.RESOLVED, S.REFERRED, S.REJECTED, S.DUPLICATE, S.WITHDRAWN),
        S.IN_PROGRESS: (S.AWAITING, S.REFERRED, S.RESOLVED, S.REJECTED, S.DUPLICATE, S.WITHDRAWN),
        S.AWAITING: (S.IN_PROGRESS, S.REFERRED, S.DUPLICATE, S.WITHDRAWN),
        S.REFERRED: (S.IN_PROGRESS, S.ASSIGNED, S.DUPLICATE, S.WITHDRAWN),
        S.RESOLVED: (S.CLOSED, S.ASSIGNED),
        S.CLOSED: (S.ASSIGNED,),
        S.DUPLICATE: (S.ASSIGNED,),
    }.items()
    for target in targets
)


def sources_of(target: CaseState) -> list[str]:
    """The states from which a case may move to `target`."""
    return [source for source, to in MOVES if to == target]


def state_choices() -> list[tuple[str, str]]:
    """A callable, so that a new state needs no migration of its own."""
    return [(state.value, str(state.label)) for state in CaseState]


class CaseLifecycle(FSMModelMixin, models.Model):
    """The transitions as methods. They only move the state: the services do the rest."""

    state = FSMField(
        _("state"), default=S.RECEIVED.value, choices=state_choices, protected=True, db_index=True
    )

    class Meta:
        abstract = True

    @transition(field=state, source=S.RECEIVED, target=S.ASSIGNED)
    def assign(self) -> None:
        """An office has it."""

    @transition(field=state, source=S.ASSIGNED, target=S.IN_PROGRESS)
    def accept(self) -> None:
        """An officer takes it on: the human acknowledgement."""

    @transition(field=state, source=S.IN_PROGRESS, target=S.AWAITING)
    def ask(self) -> None:
        """We asked the person something."""

    @transition(field=state, source=S.AWAITING, target=S.IN_PROGRESS)
    def resume(self) -> None:
        """The person answered, or the cap on waiting was reached."""

    @transition(field=state, source=sources_of(S.REFERRED), target=S.REFERRED)
    def refer(self) -> None:
        """Offered to another office."""

    @transition(field=state, source=S.REFERRED, target=S.IN_PROGRESS)
    def accept_referral(self) -> None:
        """An officer of the other office takes it on."""

    @transition(field=state, source=S.REFERRED, target=S.ASSIGNED)
    def refuse_referral(self) -> None:
        """Refused or timed out: back, or lifted a level."""

    @transition(field=state, source=sources_of(S.RESOLVED), target=S.RESOLVED)
    def resolve(self) -> None:
        """A decision is recorded."""

    @transition(field=state, source=S.RESOLVED, target=S.CLOSED)
    def close(self) -> None:
        """The person confirmed, or stayed silent through the window."""

    @transition(field=state, source=[S.RESOLVED, S.CLOSED, S.DUPLICATE], target=S.ASSIGNED)
    def reopen(self) -> None:
        """Not solved after all, or wrongly merged."""

    @transition(field=state, source=sources_of(S.REJECTED), target=S.REJECTED)
    def reject(self) -> None:
        """Out of scope."""

    @transition(field=state, source=sources_of(S.DUPLICATE), target=S.DUPLICATE)
    def merge(self) -> None:
        """The same matter as another case."""

    @transition(field=state, source=sources_of(S.WITHDRAWN), target=S.WITHDRAWN)
    def withdraw(self) -> None:
        """Taken back by the person."""
