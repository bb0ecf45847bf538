"""The only door to a case: who sees it, and what they may do with it. Fails closed."""

from collections.abc import Sequence
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from cases.actions import WHEN
from cases.models import Case, Referral, ReferralState
from cases.models.case import CaseQuerySet
from cases.reference import parse
from workflows.lifecycle import CaseState
from workflows.models import Officer
from workflows.models.organisation import Role

S = CaseState
Visitor = Officer | AnonymousUser

LINE: Final = {
    "view",
    "accept",
    "reply",
    "ask",
    "resume",
    "note",
    "call",
    "refer",
    "take_back",
    "accept_referral",
    "refuse_referral",
    "resolve",
    "remedy_done",
    "close",
    "reject",
    "reopen",
    "merge",
    "withdraw",
    "classify",
    "mark_sensitive",
}
# What a role may do at all, with a case that it sees.
GRANTS: Final[dict[str, frozenset[str]]] = {
    Role.DESK: frozenset(LINE - {"merge"}),
    Role.CASE: frozenset(LINE),
    Role.SUPERVISOR: frozenset(LINE | {"assign"}),
    Role.FOCAL: frozenset((LINE | {"assign"}) - {"mark_sensitive"}),
}
FOR_THE_OTHER_OFFICE: Final = {"accept_referral", "refuse_referral"}


def visible_to(officer: Visitor) -> CaseQuerySet:
    """The cases that an officer may see; none for anybody not named here."""
    cases = Case.objects.all()
    office = getattr(officer, "office", None)
    if not (officer.is_authenticated and officer.is_active and office):
        return cases.none()
    role = getattr(officer, "role", "")
    if role == Role.FOCAL:
        seen = cases.filter(is_sensitive=True, office=office)
    elif role in GRANTS:
        offices = office.subtree_ids() if role == Role.SUPERVISOR else [office.pk]
        near = Q(office__in=offices) | Q(filed_office=office) | Q(pk__in=offered_to(offices))
        seen = cases.filter(near, is_sensitive=False)
    else:
        return cases.none()
    # The office complained about never sees the complaint, nor does anybody below it; and where
    # the overseer is accused, none of its offices is a judge in its own cause.
    accused = Q(accused_office__in=office.lineage_ids())
    if office.agency.is_overseer:
        accused |= Q(accused_office__agency__is_overseer=True)
    return seen.exclude(accused)


def offered_to(offices: Sequence[int]) -> list[int]:
    """The cases that wait for one of these offices to take them: few, and read at once.

    As values, not as a sub-query: only so does the database answer "ours, filed here or offered"
    from three indexes, and not by looking at every case there is.
    """
    offers = Referral.objects.filter(state=ReferralState.OFFERED, to_office__in=offices)
    return list(offers.values_list("case_id", flat=True))


def get_for(officer: Visitor, reference: str, *, to: str = "view") -> Case:
    """The case, for an officer who may do `to` with it.

    Raises Http404 for an unknown and for an invisible case alike, PermissionDenied where the
    officer sees the case and the role or the office has no right to the action.
    """
    found = visible_to(officer).filter(reference=parse(reference) or "").first()
    if found is None:
        raise Http404
    if to not in _granted(officer, found):
        raise PermissionDenied
    return found


def may(officer: Visitor, case: Case, action: str) -> bool:
    """Whether an officer may do something with a case as it stands."""
    return (
        case.state in WHEN[action]
        and visible_to(officer).filter(pk=case.pk).exists()
        and action in _granted(officer, case)
    )


def legal_actions(officer: Visitor, case: Case) -> list[str]:
    """What an officer may do now, the most natural next step first."""
    if not visible_to(officer).filter(pk=case.pk).exists():
        return []
    granted = _granted(officer, case) - {"view"}
    actions = [a for a, states in WHEN.items() if a in granted and case.state in states]
    open_remedy = case.remedies.filter(done_on=None, refused_because="").exists()
    if not open_remedy and "remedy_done" in actions:
        actions.remove("remedy_done")
    if case.is_sensitive and "mark_sensitive" in actions:
        actions.remove("mark_sensitive")
    if case.state == S.IN_PROGRESS and case.first_response_at is None and "reply" in actions:
        # A decision that nobody was told of helps nobody: the answer comes first.
        actions.remove("reply")
        actions.insert(0, "reply")
    return actions


def may_file(officer: Visitor) -> bool:
    """Whether an officer may register a walk-in or a call."""
    has_office = getattr(officer, "office_id", None) is not None
    return has_office and getattr(officer, "role", "") in {Role.DESK, Role.CASE, Role.SUPERVISOR}


def may_monitor(officer: Visitor) -> bool:
    """Whether an officer may look at the figures of all agencies."""
    return getattr(officer, "role", "") in {Role.MONITOR, Role.SUPERVISOR}


def may_label(officer: Visitor) -> bool:
    """Whether an officer may say what a message that was not understood is."""
    has_office = getattr(officer, "office_id", None) is not None
    return has_office and getattr(officer, "role", "") == Role.SUPERVISOR


def may_catalogue(officer: Visitor) -> bool:
    """Whether an officer may change the catalogue."""
    return getattr(officer, "role", "") in {Role.CATALOGUE, Role.ADMIN}


def _granted(officer: Visitor, case: Case) -> frozenset[str]:
    """What role and office carry for a case that the officer sees."""
    role, office = getattr(officer, "role", ""), getattr(officer, "office", None)
    rights = GRANTS.get(role, frozenset())
    if not rights or office is None:
        return frozenset()
    offices = office.subtree_ids() if role == Role.SUPERVISOR else [office.pk]
    own = case.office_id in offices
    offers = case.referrals.filter(state=ReferralState.OFFERED, to_office__in=offices)
    offered = case.state == S.REFERRED and offers.exists()
    return frozenset(
        action
        for action in rights
        if action == "view" or (offered if action in FOR_THE_OTHER_OFFICE else own)
    )
