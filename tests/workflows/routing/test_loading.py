"""The routing is read once and is never stale."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from workflows.facts import CaseFacts
from workflows.models import Area, Office, Officer
from workflows.models.organisation import Role
from workflows.policies import policy_for
from workflows.routing.loading import decide_now, routing

ON = date(2026, 11, 22)


def owner(case: CaseFacts) -> str:
    return Office.objects.get(pk=decide_now(case, on=ON).office_id).code


@pytest.fixture
def missed(db: None) -> CaseFacts:
    """A payment missed in a commune of Kampot."""
    area = Area.objects.get(code="070101")
    return CaseFacts(programme="FP", category="PAY.MISSED", area_path=tuple(area.path))


@pytest.fixture
def put(make_officer: Callable[..., Officer]) -> Callable[..., Officer]:
    """Put an officer at an office."""

    def make(office: str, role: str = Role.CASE, **more: object) -> Officer:
        return make_officer(f"at {office} {role}", Office.objects.get(code=office), role, **more)

    return make


def test_an_officer_who_comes_on_duty_changes_the_next_decision(
    missed: CaseFacts, put: Callable[..., Officer]
) -> None:
    put("DOSVY-07")
    assert owner(missed) == "DOSVY-07"
    at_commune = put("COM-070101")
    assert owner(missed) == "COM-070101"
    Officer.objects.filter(pk=at_commune.pk).update(on_duty=False)
    assert owner(missed) == "DOSVY-07"


@pytest.mark.parametrize("role", [Role.MONITOR, Role.CATALOGUE, Role.ADMIN])
def test_who_works_on_no_case_does_not_staff_an_office(
    missed: CaseFacts, put: Callable[..., Officer], role: str
) -> None:
    put("COM-070101", role)
    put("NSAF-HQ")
    assert owner(missed) == "NSAF-HQ"


def test_a_restricted_desk_is_staffed_by_a_focal_point_alone(put: Callable[..., Officer]) -> None:
    violence = CaseFacts(category="SAFE.GBV", sensitive=True)
    put("NSPC-INTEGRITY", Role.FOCAL)
    put("MOWA-GBV", Role.CASE)
    assert owner(violence) == "NSPC-INTEGRITY"
    put("MOWA-GBV", Role.FOCAL)
    assert owner(violence) == "MOWA-GBV"


def test_an_office_that_is_switched_off_gets_nothing(
    missed: CaseFacts, put: Callable[..., Officer]
) -> None:
    put("COM-070101")
    put("OSA-0701")
    Office.objects.filter(code="COM-070101").update(is_active=False)
    assert owner(missed) == "OSA-0701"


def test_a_decision_costs_one_short_query_until_something_changes(missed: CaseFacts) -> None:
    routing()
    policy_for(missed, on=ON)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        decide_now(missed, on=ON)
        policy_for(missed, on=ON)
    assert len(queries) == 2
    assert all("workflows_cataloguerevision" in each["sql"] for each in queries)


def test_what_is_rolled_back_is_forgotten(missed: CaseFacts, put: Callable[..., Officer]) -> None:
    put("DOSVY-07")
    with transaction.atomic():
        put("COM-070101")
        assert owner(missed) == "COM-070101"
        transaction.set_rollback(True)
    assert owner(missed) == "DOSVY-07"


def test_signing_in_does_not_make_the_catalogue_new(db: None, put: Callable[..., Officer]) -> None:
    officer = put("COM-070101")
    before = routing()
    officer.last_login = None
    officer.save(update_fields=["last_login"])
    assert routing() is before
