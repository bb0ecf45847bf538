"""Offices that an officer set up otherwise than they ship."""

from datetime import date

from workflows.facts import CaseFacts
from workflows.routing.decide import Rule, decide, office_above
from workflows.routing.directory import Desk, Directory

ON = date(2026, 11, 22)
PROVINCE, DISTRICT, COMMUNE = 1, 2, 3
FRONT, OPERATOR, OTHER = 10, 20, 30


def desk(pk: int, agency: int, level: str, *areas: int, parent: int | None = None) -> Desk:
    return Desk(
        id=pk,
        code=f"desk-{pk}",
        agency_id=agency,
        level=level,
        name_km="ក",
        name_en="A",
        parent_id=parent,
        area_ids=frozenset(areas),
    )


def offices(*desks: Desk) -> Directory:
    return Directory({each.id: each for each in desks}, {})


def rule(**target: object) -> Rule:
    fields: dict[str, object] = {
        "code": "rule",
        "version": 1,
        "order": 1,
        "name_km": "ក",
        "name_en": "A",
        "valid_from": date(2025, 1, 1),
    }
    return Rule(**{**fields, **target})  # type: ignore[arg-type]


HERE = CaseFacts(area_path=(PROVINCE, DISTRICT, COMMUNE))


def test_an_office_for_the_district_is_nearer_than_one_of_its_level_for_the_province() -> None:
    present = offices(
        desk(1, OPERATOR, "province", PROVINCE), desk(2, OPERATOR, "province", DISTRICT)
    )
    found = decide(HERE, [rule(agency_id=OPERATOR, level="province")], present, ON)
    assert found.office_id == 2


def test_once_with_the_agency_that_a_rule_goes_up_to_the_parents_lead_on() -> None:
    present = offices(
        desk(1, FRONT, "commune", COMMUNE),
        desk(2, OPERATOR, "district", DISTRICT, parent=4),
        desk(3, OPERATOR, "province", PROVINCE),
        desk(4, OTHER, "province", PROVINCE),
    )
    rules = [rule(agency_id=FRONT, level="commune", lifts_to_id=OPERATOR)]
    assert office_above(1, HERE, rules, present, ON) == 2
    assert office_above(2, HERE, rules, present, ON) == 4


def test_offices_that_are_each_others_parent_end_somewhere() -> None:
    present = offices(
        desk(1, FRONT, "commune", COMMUNE, parent=2), desk(2, FRONT, "district", parent=1)
    )
    accused = CaseFacts(area_path=HERE.area_path, accused_offices=frozenset([1]))
    assert office_above(1, accused, [], present, ON) is None
