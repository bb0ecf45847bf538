"""An office's cases, the most pressing first."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Q

from cases import access
from cases.models import Referral, ReferralState, Remedy
from cases.models.case import CaseQuerySet
from timekeeping.now import DatabaseNow
from workflows.lifecycle import ENDED_STATES, OPEN_STATES, CaseState
from workflows.models import Officer
from workflows.models.organisation import Role

VIEWS: Final = ("all", "mine", "unassigned", "waiting", "resolved", "remedies", "filed", "ended")


@dataclass(frozen=True)
class Filters:
    """Which part of the office's cases is asked for."""

    view: str = "all"


def for_officer(officer: Officer, *, filters: Filters) -> CaseQuerySet:
    """The cases of a view; urgent ones first, then by deadline, the overdue on top."""
    cases = _near(officer).filter(_wanted(officer)[filters.view])
    if filters.view == "ended":
        ordered = cases.order_by("-closed_at", "-pk")
    else:
        ordered = cases.order_by(
            "-is_urgent", F("next_due_at").asc(nulls_last=True), "received_at", "pk"
        )
    return ordered.select_related(
        "category", "programme", "area__parent__parent__parent", "officer", "office"
    )


def counts(officer: Officer) -> dict[str, int]:
    """How many cases each view holds."""
    wanted = _wanted(officer)
    return _near(officer).aggregate(**{view: Count("pk", filter=wanted[view]) for view in VIEWS})


def overdue(officer: Officer) -> int:
    """How many open cases of the office are past their next deadline."""
    still_open = _near(officer).filter(_wanted(officer)["all"])
    return still_open.filter(next_due_at__lte=DatabaseNow()).count()


def _near(officer: Officer) -> CaseQuerySet:
    """What the officer sees, marked with what the views ask about."""
    offices = _offices(officer)
    offered = Referral.objects.filter(
        case=OuterRef("pk"), state=ReferralState.OFFERED, to_office__in=offices
    )
    promised = Remedy.objects.filter(case=OuterRef("pk"), done_on=None, refused_because="")
    return access.visible_to(officer).annotate(
        is_offered_here=Exists(offered), has_open_remedy=Exists(promised)
    )


def _offices(officer: Officer) -> list[int]:
    if officer.office is None:
        return []
    return officer.office.subtree_ids() if officer.role == Role.SUPERVISOR else [officer.office.pk]


def _wanted(officer: Officer) -> dict[str, Q]:
    ours = Q(office__in=_offices(officer)) | Q(is_offered_here=True)
    still_open = Q(state__in=OPEN_STATES)
    return {
        "all": ours & still_open,
        "mine": Q(officer=officer) & still_open,
        "unassigned": ours & still_open & Q(officer=None),
        "waiting": ours & Q(state=CaseState.AWAITING),
        "resolved": ours & Q(state=CaseState.RESOLVED),
        "remedies": ours & Q(has_open_remedy=True),
        "filed": Q(filed_office=officer.office) & ~ours & ~Q(state__in=ENDED_STATES),
        "ended": ours & Q(state__in=ENDED_STATES),
    }
