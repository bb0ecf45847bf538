"""The cases that an address has written about. A caller id is a hint: nothing here proves who."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

from django.db.models import F

from cases.models import Case, ThreadMessage
from channels_app.models import Contact, OutboundState
from workflows.lifecycle import OPEN_STATES, CaseState

# Enough to find what a person may mean without naming it; older ones answer to their reference.
NEWEST = 10
# A text in one of these was never put to anybody.
NEVER_SENT: Final = (
    OutboundState.SUPPRESSED,
    OutboundState.EXPIRED,
    OutboundState.FAILED,
    OutboundState.CANCELLED,
)


@dataclass(frozen=True, slots=True)
class CasesOfContact:
    """The newest cases of an address, newest first: ordinary ones, and apart from them the rest.

    `restricted` is only for keeping a message out of the ordinary ones: no reply may show it.
    """

    newest: tuple[Case, ...]
    restricted: tuple[Case, ...] = ()

    @classmethod
    def of(cls, contact: Contact) -> Self:
        """Read them in one query."""
        found = Case.objects.filter(parties__person__contact=contact).defer("narrative_sealed")
        related = found.select_related("category", "duplicate_of__category")
        cases = list(related.order_by("-id")[: 2 * NEWEST])
        ordinary = [_carried_on(case) for case in cases if not case.is_sensitive]
        restricted = [case for case in cases if case.is_sensitive and case.is_open]
        return cls(tuple(ordinary[:NEWEST]), tuple(restricted))

    @property
    def waiting(self) -> Case | None:
        """The one in which this address still waits for us; first that in which we wait for it."""
        return self.awaiting or self._first(OPEN_STATES)

    @property
    def awaiting(self) -> Case | None:
        """The one in which an officer asked this address something."""
        return self._first((CaseState.AWAITING,))

    @property
    def urgent(self) -> Case | None:
        """The open one about somebody in danger."""
        return next((case for case in self.newest if case.is_open and case.is_urgent), None)

    @property
    def latest(self) -> Case | None:
        """The newest, ended or not."""
        return self.newest[0] if self.newest else None

    def about(self, family: str) -> Case | None:
        """The newest open one whose category is of this family, such as PAY."""
        alike = (case for case in self.newest if case.is_open and family_of(case) == family)
        return next(alike, None)

    def ended_without_a_newer(self, state: str) -> list[Case]:
        """Those in this state after which no open one was begun, the newest first."""
        newest_open = max((case.pk for case in self.newest if case.is_open), default=0)
        return [case for case in self.newest if case.state == state and case.pk > newest_open]

    def _first(self, states: tuple[str, ...]) -> Case | None:
        return next((case for case in self.newest if case.state in states), None)


def _carried_on(case: Case) -> Case:
    """The case in which a merged one goes on, unless its officer waits for the other person."""
    main = case.duplicate_of if case.state == CaseState.DUPLICATE else None
    if main is None or main.is_sensitive or not main.is_open or main.state == CaseState.AWAITING:
        return case
    return main


def family_of(case: Case) -> str | None:
    """The first part of the category's code: PAY of PAY.MISSED."""
    return case.category.code.split(".")[0] if case.category else None


def decision_put_to(contact: Contact, cases: list[Case]) -> Case | None:
    """Of these decided cases, the one whose decision was put to this address last."""
    if not cases:
        return None
    told = ThreadMessage.objects.filter(
        case__in=cases,
        contact=contact,
        outbound__purpose="notice",
        outbound__created_at__gte=F("case__resolved_at"),
    ).exclude(outbound__state__in=NEVER_SENT)
    newest = told.order_by("-id").values_list("case_id", flat=True).first()
    return next((case for case in cases if case.pk == newest), None)


def restricted_case(contact: Contact, category: str) -> Case | None:
    """The open restricted case of this kind to which a further message belongs."""
    found = Case.objects.filter(
        parties__person__contact=contact,
        is_sensitive=True,
        category__code=category,
        state__in=OPEN_STATES,
    )
    return found.order_by("-id").first()


def last_confided(contact: Contact, cases: tuple[Case, ...], *, since: datetime) -> Case | None:
    """Of these restricted cases, the one to which this address added last, if since then."""
    heard = ThreadMessage.objects.filter(
        case__in=cases, contact=contact, inbound__isnull=False, at__gte=since
    )
    newest = heard.order_by("-id").values_list("case_id", flat=True).first()
    return next((case for case in cases if case.pk == newest), None)


def named(contact: Contact, reference: str) -> Case | None:
    """The case with this reference, if this address filed it and it is not restricted."""
    found = Case.objects.filter(
        reference=reference, parties__person__contact=contact, is_sensitive=False
    )
    return found.first()
