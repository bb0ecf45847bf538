"""Placing a case: which office, which policy, and the reason for both, kept on the case."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from cases.models import Case
from cases.services.steps import record
from workflows.facts import CaseFacts
from workflows.models import Officer
from workflows.policies import LoadedPolicy, policy_for
from workflows.routing.loading import decide_now

PHNOM_PENH = ZoneInfo("Asia/Phnom_Penh")


def facts_of(case: Case) -> CaseFacts:
    """What a rule may look at."""
    accused = case.accused_office
    return CaseFacts(
        programme=case.programme.code if case.programme else None,
        category=case.category.code if case.category else None,
        severity=case.severity,
        sensitive=case.is_sensitive,
        channel=case.origin,
        area_path=tuple(case.area.path) if case.area else (),
        accused_offices=frozenset([accused.pk]) if accused else frozenset(),
        overseer_accused=bool(accused and accused.agency.is_overseer),
        level=case.level,
    )


def place(case: Case, *, at: datetime) -> None:
    """Give the case the office that the rules name; sets fields, the caller saves."""
    decision = decide_now(facts_of(case), on=at.astimezone(PHNOM_PENH).date())
    case.office_id = decision.office_id
    case.officer = None
    case.routing_rule = decision.rule_code
    case.routing_version = decision.rule_version
    case.routed_because_km = decision.because_km
    case.routed_because_en = decision.because_en


def tell_why(case: Case, *, by: Officer | None = None) -> None:
    """Record the routing decision just saved."""
    record(case, "routed", by=by, **reasons(case))


def reasons(case: Case) -> dict[str, Any]:
    """The office and the rule that led there, as an event keeps them."""
    return {
        "office": case.office_id,
        "rule": case.routing_rule,
        "rule_version": case.routing_version,
    }


def policy_of(case: Case, *, at: datetime) -> LoadedPolicy:
    """The deadline policy that fits the case; keeps its name on the case."""
    policy = policy_for(facts_of(case), on=at.astimezone(PHNOM_PENH).date())
    case.policy_code, case.policy_version = policy.code, policy.version
    return policy
