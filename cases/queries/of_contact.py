"""The cases that an address has written about. A caller id is a hint: nothing here proves who."""

from cases.models import Case
from channels_app.models import Contact
from workflows.lifecycle import OPEN_STATES, CaseState


def open_case(contact: Contact) -> Case | None:
    """The newest ordinary case in which this address still waits for us."""
    return _ordinary(contact, OPEN_STATES)


def resolved_case(contact: Contact) -> Case | None:
    """The newest ordinary case on whose solution this address has not had its say."""
    return _ordinary(contact, (CaseState.RESOLVED,))


def closed_case(contact: Contact) -> Case | None:
    """The newest ordinary case of this address that was closed."""
    return _ordinary(contact, (CaseState.CLOSED,))


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


def latest(contact: Contact) -> Case | None:
    """The newest ordinary case of this address, ended or not."""
    return _ordinary(contact, tuple(CaseState.values))


def _ordinary(contact: Contact, states: tuple[str, ...]) -> Case | None:
    found = Case.objects.filter(
        parties__person__contact=contact, is_sensitive=False, state__in=states
    )
    return found.select_related("category").order_by("-id").first()
