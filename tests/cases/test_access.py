"""Who sees a case, and who may act on it."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from cases import access
from cases.actions import WHEN
from cases.models import Case
from cases.services import guarding, referring
from tests.cases.conftest import press
from workflows.lifecycle import CaseState
from workflows.models import Office, Officer
from workflows.models.organisation import Role

pytestmark = pytest.mark.django_db


def sees(officer: Officer, case: Case) -> bool:
    return access.visible_to(officer).filter(pk=case.pk).exists()


def test_an_office_sees_its_own_ordinary_cases(
    case: Case, officer: Officer, desk_officer: Officer, supervisor: Officer
) -> None:
    assert sees(officer, case)
    assert sees(desk_officer, case)
    assert sees(supervisor, case)


def test_nobody_else_sees_them(
    case: Case,
    outsider: Officer,
    focal_point: Officer,
    monitor: Officer,
    catalogue_officer: Officer,
    administrator: Officer,
) -> None:
    for other in (outsider, focal_point, monitor, catalogue_officer, administrator):
        assert not sees(other, case)
    assert not access.visible_to(AnonymousUser()).exists()


def test_an_officer_without_an_office_or_switched_off_sees_nothing(
    case: Case, make_officer: Callable[..., Officer], officer: Officer
) -> None:
    assert not sees(make_officer("homeless", None, Role.CASE), case)
    officer.is_active = False
    officer.save()
    assert not sees(officer, case)


def test_a_superuser_has_no_more_rights_than_the_role(
    case: Case, make_officer: Callable[..., Officer]
) -> None:
    root = make_officer("root", None, Role.ADMIN, is_superuser=True, is_staff=True)
    assert not sees(root, case)


def test_a_supervisor_above_sees_the_offices_below(
    case: Case, commune_office: Office, make_officer: Callable[..., Officer]
) -> None:
    above = make_officer("above", commune_office.parent, Role.SUPERVISOR)
    beside = make_officer("beside", commune_office.parent, Role.CASE)
    assert sees(above, case)
    assert not sees(beside, case)


def test_a_restricted_case_is_seen_by_the_focal_points_of_its_desk_alone(
    accepted: Case,
    officer: Officer,
    supervisor: Officer,
    integrity_point: Officer,
    focal_point: Officer,
) -> None:
    guarding.mark_sensitive(accepted, reason="chief threatens", by=officer, **press(accepted))
    assert not sees(officer, accepted)
    assert not sees(supervisor, accepted)
    assert sees(integrity_point, accepted)
    assert not sees(focal_point, accepted)


def test_the_office_complained_about_and_those_below_it_lose_sight(
    case: Case, officer: Officer, commune_office: Office
) -> None:
    Case.objects.filter(pk=case.pk).update(accused_office=commune_office.parent)
    assert not sees(officer, case)


def test_where_nspc_is_accused_no_office_of_nspc_looks(
    missed_payment: Callable[..., Case], integrity_point: Officer, monitor: Officer
) -> None:
    case = missed_payment(sensitive=True)
    assert case.office == integrity_point.office
    assert sees(integrity_point, case)
    Case.objects.filter(pk=case.pk).update(accused_office=monitor.office)
    assert not sees(integrity_point, case)


def test_an_offered_case_is_seen_by_the_other_office_while_it_decides(
    accepted: Case, officer: Officer, outsider: Officer
) -> None:
    assert outsider.office is not None
    referring.refer(accepted, to=outsider.office, reason="there", by=officer, **press(accepted))
    case = Case.objects.get(pk=accepted.pk)
    assert sees(outsider, case)
    assert access.may(outsider, case, "accept_referral")
    assert not access.may(outsider, case, "reply")
    assert not access.may(officer, case, "accept_referral")
    referring.refuse_referral(accepted, reason="not ours", by=outsider, **press(accepted))
    assert not sees(outsider, accepted)


def test_the_desk_that_filed_a_case_may_look_and_not_touch(
    missed_payment: Callable[..., Case], outsider: Officer
) -> None:
    case = missed_payment(origin="walk_in", filed_office=outsider.office)
    assert sees(outsider, case)
    assert access.legal_actions(outsider, case) == []
    with pytest.raises(PermissionDenied):
        access.get_for(outsider, case.reference, to="reply")


def test_an_unknown_case_and_an_invisible_one_are_the_same(case: Case, outsider: Officer) -> None:
    for reference in (case.reference, "123456789", "nonsense", ""):
        with pytest.raises(Http404):
            access.get_for(outsider, reference)


def test_the_door_reads_references_in_any_digits(case: Case, officer: Officer) -> None:
    khmer = case.reference.translate(str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩"))
    assert access.get_for(officer, khmer) == case


def test_the_first_action_offered_is_the_next_step(case: Case, officer: Officer) -> None:
    assert access.legal_actions(officer, case)[0] == "accept"


def test_before_a_decision_comes_an_answer(accepted: Case, officer: Officer) -> None:
    assert access.legal_actions(officer, accepted)[0] == "reply"


def test_only_a_supervisor_puts_a_case_before_another_officer(
    case: Case, officer: Officer, supervisor: Officer
) -> None:
    assert not access.may(officer, case, "assign")
    assert access.may(supervisor, case, "assign")


@pytest.mark.parametrize("state", CaseState.values)
def test_every_state_offers_something_or_says_that_it_is_over(state: str) -> None:
    offered = {action for action, states in WHEN.items() if state in states}
    assert "note" in offered
