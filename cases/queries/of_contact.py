"""The cases that an address has written about. A caller id is a hint: nothing here proves who."""

from dataclasses import dataclass
from typing import Self

from cases.models import Case
from channels_app.models import Contact
from workflows.lifecycle import OPEN_STATES, CaseState

# Enough to find what a person may mean without naming it; older ones answer to their reference.
NEWEST = 10


@dataclass(frozen=True, slots=True)
class CasesOfContact:
    """The newest ordinary cases of an address, newest first; restricted ones do not exist here."""

    newest: tuple[Case, ...]

    @classmethod
    def of(cls, contact: Contact) -> Self:
        """Read them in one query."""
        found = Case.objects.filter(parties__person__contact=contact, is_sensitive=False)
        return cls(tuple(found.select_related("category").order_by("-id")[:NEWEST]))

    @property
    def waiting(self) -> Case | None:
        """The one in which this address still waits for us."""
        return self._first(OPEN_STATES)

    @property
    def resolved(self) -> Case | None:
        """The one on whose solution this address has not had its say."""
        return self._first((CaseState.RESOLVED,))

    @property
    def closed(self) -> Case | None:
        """The one that was closed last."""
        return self._first((CaseState.CLOSED,))

    @property
    def latest(self) -> Case | None:
        """The newest, ended or not."""
        return self.newest[0] if self.newest else None

    def _first(self, states: tuple[str, ...]) -> Case | None:
        return next((case for case in self.newest if case.state in states), None)


def restricted_case(contact: Contact, category: str) -> Case | None:
    """The open restricted case of this kind to which a further message belongs."""
    found = Case.objects.filter(
        parties__person__contact=contact,
        is_sensitive=True,
        category__code=category,
        state__in=OPEN_STATES,
    )
    return found.order_by("-id").first()


def named(contact: Contact, reference: str) -> Case | None:
    """The case with this reference, if this address filed it and it is not restricted."""
    found = Case.objects.filter(
        reference=reference, parties__person__contact=contact, is_sensitive=False
    )
    return found.first()
