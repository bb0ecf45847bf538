"""Which office owns a case, by the tables, with the catalogue as it ships."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.workflows.routing import tables
from workflows.errors import NoOffice
from workflows.facts import CaseFacts
from workflows.models import Area, Office
from workflows.routing.decide import Rule, decide, excluded, office_above
from workflows.routing.directory import Directory
from workflows.routing.loading import Routing, routing

ON = date(2026, 11, 22)


def known(word: str) -> str | None:
    return None if word == "-" else word


@pytest.fixture
def everybody(db: None) -> Routing:
    """The routing with somebody on duty everywhere."""
    return staffed(routing(), lambda _code: True)


def staffed(present: Routing, on_duty: Callable[[str], bool]) -> Routing:
    desks = {
        pk: replace(desk, staffed=on_duty(desk.code)) for pk, desk in present.offices.desks.items()
    }
    offices = Directory(desks, present.offices.leads, present.offices.overseers)
    return Routing(present.rules, offices)


@pytest.fixture
def facts(db: None) -> Callable[..., CaseFacts]:
    """A case's facts by the words of the tables."""

    def make(programme: str, category: str, place: str, **more: Any) -> CaseFacts:
        area = Area.objects.get(code=place) if known(place) else None
        path = tuple(area.path) if area else ()
        return CaseFacts(
            programme=known(programme), category=known(category), area_path=path, **more
        )

    return make


def owner(case: CaseFacts, present: Routing) -> str:
    decision = decide(case, present.rules, present.offices, ON)
    return present.offices.desks[decision.office_id].code


@pytest.mark.parametrize("row", tables.rows(tables.ORDINARY), ids=" ".join)
def test_an_ordinary_matter_goes_to(
    everybody: Routing, facts: Callable[..., CaseFacts], row: tuple[str, ...]
) -> None:
    *case, office = row
    assert owner(facts(*case), everybody) == office


@pytest.mark.parametrize("row", tables.rows(tables.RESTRICTED), ids=" ".join)
def test_a_restricted_matter_goes_to(
    everybody: Routing, facts: Callable[..., CaseFacts], row: tuple[str, ...]
) -> None:
    *case, office = row
    assert owner(facts(*case, sensitive=True), everybody) == office


@pytest.mark.parametrize("row", tables.rows(tables.ACCUSED), ids=" ".join)
def test_the_accused_never_get_the_case(
    everybody: Routing, facts: Callable[..., CaseFacts], row: tuple[str, ...]
) -> None:
    *case, accused, sensitive, office = row
    barred = frozenset([Office.objects.get(code=accused).pk])
    known = facts(*case, sensitive=sensitive == "yes", accused_offices=barred)
    assert owner(known, everybody) == office


@pytest.mark.parametrize("row", tables.rows(tables.OFF_DUTY), ids=" ".join)
def test_where_nobody_is_on_duty_the_next_office_up_has_it(
    db: None, facts: Callable[..., CaseFacts], row: tuple[str, ...]
) -> None:
    *case, absent, office = row
    present = staffed(routing(), lambda code: code not in absent.split(","))
    assert owner(facts(*case), present) == office


@pytest.mark.parametrize("row", tables.rows(tables.ABOVE), ids=" ".join)
def test_the_office_above_is(
    everybody: Routing, facts: Callable[..., CaseFacts], row: tuple[str, ...]
) -> None:
    *case, office, above = row
    pk = Office.objects.get(code=office).pk
    found = office_above(pk, facts(*case), everybody.rules, everybody.offices, ON)
    assert (everybody.offices.desks[found].code if found else "-") == above


def test_those_who_answer_to_the_accused_are_out_too(
    everybody: Routing, facts: Callable[..., CaseFacts]
) -> None:
    accused = Office.objects.get(code="DOSVY-07").pk
    barred = excluded(facts("-", "-", "-", accused_offices=frozenset([accused])), everybody.offices)
    codes = {everybody.offices.desks[pk].code for pk in barred}
    assert {"DOSVY-07", "OSA-0701"} <= codes
    assert not {"DOSVY-02", "NSAF-HQ", "COM-070101"} & codes


def test_where_nspc_is_accused_none_of_its_offices_may_have_or_see_it(everybody: Routing) -> None:
    barred = excluded(CaseFacts(overseer_accused=True), everybody.offices)
    codes = {everybody.offices.desks[pk].code for pk in barred}
    assert codes == {code for code in everybody_codes(everybody) if code.startswith("NSPC-")}


def everybody_codes(present: Routing) -> set[str]:
    return {desk.code for desk in present.offices.desks.values()}


def test_when_nobody_is_on_duty_anywhere_the_intake_keeps_it(
    db: None, facts: Callable[..., CaseFacts]
) -> None:
    nobody = staffed(routing(), lambda _code: False)
    assert owner(facts("FP", "PAY.MISSED", "070101"), nobody) == "NSPC-INTAKE"
    assert owner(facts("-", "SAFE.GBV", "-", sensitive=True), nobody) == "MOWA-GBV"
    assert owner(facts("-", "INT.BRIBE", "-", sensitive=True, overseer_accused=True), nobody) == (
        "MOI-INSPECT"
    )


@pytest.mark.parametrize("staff", [True, False])
def test_a_restricted_case_is_never_with_an_ordinary_office(
    db: None, facts: Callable[..., CaseFacts], staff: bool
) -> None:
    present = staffed(routing(), lambda _code: staff)
    codes = {row[1] for row in tables.rows(tables.ORDINARY)}
    for category in codes:
        case = facts("FP", category, "070101", sensitive=True)
        decision = decide(case, present.rules, present.offices, ON)
        assert present.offices.desks[decision.office_id].restricted, category


def test_the_reason_is_a_sentence_that_an_officer_can_read(
    db: None, facts: Callable[..., CaseFacts]
) -> None:
    present = staffed(routing(), lambda code: code != "COM-070101")
    decision = decide(facts("FP", "PAY.MISSED", "070101"), present.rules, present.offices, ON)
    assert (decision.rule_code, decision.rule_version) == ("social-assistance-commune", 1)
    assert decision.because_en == (
        "Social assistance starts at the commune, then the department of social affairs. "
        "Nobody is on duty at Commune office, Ang Phnum Touch (Angkor Chey), so it went to "
        "Office of Social Affairs, Angkor Chey (Kampot)."
    )
    assert "គ្មានមន្ត្រីប្រចាំការ" in decision.because_km


def test_every_reason_fits_where_it_is_kept(
    everybody: Routing, facts: Callable[..., CaseFacts]
) -> None:
    for *case, _office in tables.rows(tables.ORDINARY):
        decision = decide(facts(*case), everybody.rules, everybody.offices, ON)
        assert 10 < len(decision.because_km) <= 300
        assert 10 < len(decision.because_en) <= 300


def test_a_rule_counts_from_its_first_day_up_to_its_last(everybody: Routing) -> None:
    desk = next(each for each in everybody.offices.desks.values() if each.code == "NSAF-HQ")
    tomorrow = Rule(
        code="new",
        version=2,
        order=1,
        name_km="ថ្មី",
        name_en="New",
        office_id=desk.id,
        valid_from=date(2026, 11, 23),
        valid_to=date(2026, 11, 25),
    )
    rules = (*everybody.rules, tomorrow)
    days = {
        day: decide(CaseFacts(), rules, everybody.offices, date(2026, 11, day))
        for day in (22, 23, 24, 25)
    }
    assert {day for day, decision in days.items() if decision.rule_code == "new"} == {23, 24}


def test_an_empty_catalogue_is_a_named_error() -> None:
    with pytest.raises(NoOffice):
        decide(CaseFacts(), (), Directory({}, {}), ON)
