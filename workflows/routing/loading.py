"""Builds the rules and the directory from the tables, and keeps them until they change."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from workflows.facts import CaseFacts
from workflows.models import Agency, Office, OfficeArea, Officer, Programme, RoutingRule
from workflows.models.organisation import Role
from workflows.revision import Kept
from workflows.routing import decide as deciding
from workflows.routing.decide import Decision, Rule
from workflows.routing.directory import Desk, Directory

# Who can work on a case of their office; restricted desks are for focal points alone.
WORKING_ROLES = (Role.DESK, Role.CASE, Role.SUPERVISOR, Role.FOCAL)


@dataclass(frozen=True, slots=True)
class Routing:
    """The routing table and the offices, as of one revision of the catalogue."""

    rules: tuple[Rule, ...]
    offices: Directory


def routing() -> Routing:
    """The present routing: one short query, and a full read after a change."""
    return _kept.get()


def decide_now(facts: CaseFacts, *, on: date) -> Decision:
    """Which office owns the case. Raises NoOffice."""
    present = routing()
    return deciding.decide(facts, present.rules, present.offices, on)


def office_above(office_id: int, facts: CaseFacts, *, on: date) -> int | None:
    """The office one level up for this case; None at the top."""
    present = routing()
    return deciding.office_above(office_id, facts, present.rules, present.offices, on)


def excluded(facts: CaseFacts) -> frozenset[int]:
    """The offices that may neither have nor see the case."""
    return deciding.excluded(facts, routing().offices)


def _read() -> Routing:
    return Routing(rules=_rules(), offices=_directory())


def _rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(
            code=row.code,
            version=row.version,
            order=row.order,
            name_km=row.name_km,
            name_en=row.name_en,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            programmes=tuple(row.programmes),
            categories=tuple(row.categories),
            channels=tuple(row.channels),
            area_id=row.area_id,
            sensitive=row.sensitive,
            overseer_accused=row.overseer_accused,
            office_id=row.office_id,
            agency_id=row.agency_id,
            level=row.level,
            lifts_to_id=row.lifts_to_id,
        )
        for row in RoutingRule.objects.order_by("order", "code")
    )


def _directory() -> Directory:
    areas: dict[int, set[int]] = defaultdict(set)
    for office_id, area_id in OfficeArea.objects.values_list("office_id", "area_id"):
        areas[office_id].add(area_id)
    staffed, focal = _on_duty()
    desks = {}
    for office in Office.objects.filter(is_active=True, agency__is_active=True):
        on_duty = focal if office.handles_sensitive else staffed
        desks[office.pk] = Desk(
            id=office.pk,
            code=office.code,
            agency_id=office.agency_id,
            level=office.level,
            name_km=office.name_km,
            name_en=office.name_en,
            parent_id=office.parent_id,
            area_ids=frozenset(areas[office.pk]),
            is_intake=office.is_intake,
            restricted=office.handles_sensitive,
            staffed=office.pk in on_duty,
        )
    return Directory(
        desks=desks,
        leads=dict(Programme.objects.values_list("code", "agency_id")),
        overseers=frozenset(Agency.objects.filter(is_overseer=True).values_list("pk", flat=True)),
    )


def _on_duty() -> tuple[set[int], set[int]]:
    """Offices with an officer on duty, and those with a focal point on duty."""
    officers = Officer.objects.filter(
        is_active=True, on_duty=True, office__isnull=False, role__in=WORKING_ROLES
    )
    staffed, focal = set(), set()
    for office_id, role in officers.values_list("office_id", "role").distinct():
        staffed.add(office_id)
        if role == Role.FOCAL:
            focal.add(office_id)
    return staffed, focal


_kept = Kept(_read)
