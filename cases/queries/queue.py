"""An office's cases, the most pressing first."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Count, F, Q

from cases import access
from cases.models import Remedy
from cases.models.case import CaseQuerySet
from timekeeping.now import DatabaseNow
from workflows.lifecycle import ENDED_STATES, OPEN_STATES, CaseState
from workflows.models import Officer
from workflows.models.organisation import Role

VIEWS: Final = ("all", "mine", "unassigned", "waiting", "resolved", "remedies", "filed", "ended")
# The views of the office's own open work are counted in one look, the others each in its own.
AT_WORK: Final = ("all", "unassigned", "waiting", "resolved")
ELSEWHERE: Final = ("mine", "remedies", "filed")
NOT_ENDED: Final = (*OPEN_STATES, CaseState.RESOLVED)


@dataclass(frozen=True)
class Filters:
    """Which part of the office's cases is asked for."""

    view: str = "all"


def for_officer(officer: Officer, *, filters: Filters) -> CaseQuerySet:
    """The cases of a view; urgent ones first, then by deadline, the overdue on top."""
    cases = access.visible_to(officer).filter(_wanted(officer)[filters.view])
    if filters.view == "ended":
        ordered = cases.order_by("-closed_at", "-pk")
    else:
        ordered = cases.order_by(
            "-is_urgent", F("next_due_at").asc(nulls_last=True), "received_at", "pk"
        )
    return ordered.select_related("category", "programme", "area__parent", "officer", "office")


def counts(officer: Officer) -> dict[str, int]:
    """How many cases each view holds; what has ended is not work, and grows for ever: uncounted."""
    seen, wanted = access.visible_to(officer), _wanted(officer)
    at_work = seen.filter(wanted["all"] | wanted["resolved"])
    found: dict[str, int] = at_work.aggregate(
        **{view: Count("pk", filter=wanted[view]) for view in AT_WORK}
    )
    return found | {view: seen.filter(wanted[view]).count() for view in ELSEWHERE}


def overdue(officer: Officer) -> int:
    """How many open cases of the office are past their next deadline."""
    still_open = access.visible_to(officer).filter(_wanted(officer)["all"])
    return still_open.filter(next_due_at__lte=DatabaseNow()).count()


def _offices(officer: Officer) -> list[int]:
    if officer.office is None:
        return []
    return officer.office.subtree_ids() if officer.role == Role.SUPERVISOR else [officer.office.pk]


def _wanted(officer: Officer) -> dict[str, Q]:
    offices = _offices(officer)
    ours = Q(office__in=offices) | Q(pk__in=access.offered_to(offices))
    still_open = Q(state__in=OPEN_STATES)
    promised = Remedy.objects.filter(done_on=None, refused_because="").values("case")
    return {
        "all": ours & still_open,
        "mine": Q(officer=officer) & still_open,
        "unassigned": ours & still_open & Q(officer=None),
        "waiting": ours & Q(state=CaseState.AWAITING),
        "resolved": ours & Q(state=CaseState.RESOLVED),
        "remedies": ours & Q(pk__in=promised),
        # Named one by one: an index over the states that have not ended answers it.
        "filed": Q(filed_office=officer.office, state__in=NOT_ENDED) & ~ours,
        "ended": ours & Q(state__in=ENDED_STATES),
    }
