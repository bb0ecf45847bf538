"""A case that is offered to another office, and what that office makes of it."""

import pytest

from cases.errors import NotAllowed
from cases.models import Case
from cases.services import (
    referring,
)
from tests.cases.conftest import press
from workflows.lifecycle import CaseState
from workflows.models import Officer

pytestmark = pytest.mark.django_db


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_a_refused_referral_comes_back_with_its_reason(
    accepted: Case, officer: Officer, outsider: Officer
) -> None:
    assert outsider.office is not None
    referring.refer(
        accepted, to=outsider.office, reason="lives there", by=officer, **press(accepted)
    )
    assert fresh(accepted).state == CaseState.REFERRED
    assert fresh(accepted).office == officer.office
    referring.refuse_referral(accepted, reason="not ours", by=outsider, **press(accepted))
    assert fresh(accepted).state == CaseState.ASSIGNED
    assert accepted.referrals.get().refusal_reason == "not ours"


def test_an_accepted_referral_belongs_to_the_other_office(
    accepted: Case, officer: Officer, outsider: Officer
) -> None:
    assert outsider.office is not None
    referring.refer(accepted, to=outsider.office, reason="there", by=officer, **press(accepted))
    referring.accept_referral(accepted, by=outsider, **press(accepted))
    assert fresh(accepted).office == outsider.office
    assert fresh(accepted).officer == outsider
    assert accepted.clocks.get(metric="beneficiary").state == "running"


def test_a_case_is_never_handed_to_the_office_complained_about(
    accepted: Case, officer: Officer, outsider: Officer
) -> None:
    Case.objects.filter(pk=accepted.pk).update(accused_office=outsider.office)
    assert outsider.office is not None
    with pytest.raises(NotAllowed):
        referring.refer(accepted, to=outsider.office, reason="x", by=officer, **press(accepted))
