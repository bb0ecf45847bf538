"""Restricting a case leaves nothing of it where it was, whatever its state."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from cases import access
from cases.models import Case, CaseEvent, ReferralState
from cases.services import asking, classifying, guarding, lapsing, referring, replying, resolving
from cases.services.resolving import Decision
from channels_app.models import OutboundMessage
from tests.cases.conftest import press
from tests.travel import Travel
from timekeeping.now import now
from workflows.lifecycle import CaseState
from workflows.models import Category, Office, Officer

pytestmark = pytest.mark.django_db


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def bribe(case: Case, by: Officer) -> None:
    classifying.classify(
        case,
        category=Category.objects.get(code="INT.BRIBE"),
        programme=case.programme,
        area=case.area,
        by=by,
        **press(case),
    )


def test_a_resolved_case_that_is_restricted_is_seen_by_the_restricted_desk(
    accepted: Case, officer: Officer, integrity_point: Officer
) -> None:
    decision = Decision("answered", "យើងបានពិនិត្យ")
    resolving.resolve(accepted, decision=decision, by=officer, **press(accepted))
    guarding.mark_sensitive(accepted, reason="threatened", by=officer, **press(accepted))
    assert fresh(accepted).state == CaseState.RESOLVED
    assert access.visible_to(integrity_point).filter(pk=accepted.pk).exists()


def test_a_restricting_category_seals_like_the_button(
    accepted: Case, officer: Officer, integrity_point: Officer
) -> None:
    replying.reply(accepted, body="មកសាលាឃុំ", by=officer, **press(accepted))
    bribe(accepted, officer)
    case = fresh(accepted)
    assert (case.is_sensitive, case.narrative, case.state) == (True, "", CaseState.ASSIGNED)
    assert case.office == integrity_point.office
    assert CaseEvent.objects.filter(case=case, kind="marked_sensitive").exists()
    waiting = OutboundMessage.objects.filter(thread_message__case=case, state="queued")
    assert not waiting.exists()
    assert access.legal_actions(integrity_point, case)[0] == "accept"


def test_an_offer_ends_when_the_case_is_restricted(
    accepted: Case, officer: Officer, outsider: Officer, integrity_point: Officer
) -> None:
    assert outsider.office is not None
    referring.refer(accepted, to=outsider.office, reason="there", by=officer, **press(accepted))
    bribe(accepted, officer)
    assert accepted.referrals.get().state == ReferralState.REFUSED
    assert not access.visible_to(outsider).filter(pk=accepted.pk).exists()
    assert access.may(integrity_point, fresh(accepted), "accept")


def test_a_wait_ends_when_the_case_is_restricted(accepted: Case, officer: Officer) -> None:
    asking.ask(
        accepted,
        question="?",
        reason="r",
        expected_on=now().date() + timedelta(days=3),
        by=officer,
        **press(accepted),
    )
    bribe(accepted, officer)
    assert fresh(accepted).awaiting_until is None
    assert not accepted.clocks.filter(state="paused").exists()


def test_an_accused_office_makes_a_conditional_category_restricted(
    missed_payment: Callable[..., Case], officer: Officer, commune_office: Office
) -> None:
    case = missed_payment(accused_office=commune_office.parent)
    classifying.classify(
        case,
        category=Category.objects.get(code="PAY.AGENTFEE"),
        programme=case.programme,
        area=case.area,
    )
    assert fresh(case).is_sensitive


def test_a_restricted_case_has_no_clock_for_a_first_answer(
    accepted: Case, officer: Officer
) -> None:
    guarding.mark_sensitive(accepted, reason="afraid", by=officer, **press(accepted))
    assert accepted.clocks.get(metric="first_response").state == "cancelled"


def test_deadlines_come_back_with_a_category_that_has_them(
    accepted: Case, officer: Officer, make_officer: Callable[..., Officer]
) -> None:
    for code in ("SAFE.GBV", "INT.BRIBE"):
        classifying.classify(
            accepted,
            category=Category.objects.get(code=code),
            programme=accepted.programme,
            area=accepted.area,
            by=officer,
            **press(accepted),
        )
    assert accepted.clocks.get(metric="resolution").state == "running"
    assert fresh(accepted).promised_at == accepted.clocks.get(metric="resolution").due_at


def test_the_reason_is_kept_for_the_focal_point_and_stands_in_no_event(
    accepted: Case, officer: Officer
) -> None:
    guarding.mark_sensitive(accepted, reason="her uncle reads it", by=officer, **press(accepted))
    assert "her uncle reads it" in fresh(accepted).story
    details = CaseEvent.objects.filter(case=accepted).values_list("details", flat=True)
    assert "uncle" not in str(list(details))


def test_an_offer_that_nobody_answers_lapses(
    accepted: Case, officer: Officer, outsider: Officer, travel: Travel
) -> None:
    assert outsider.office is not None
    referring.refer(accepted, to=outsider.office, reason="there", by=officer, **press(accepted))
    assert lapsing.end_offers() == 0
    travel.forward(days=6)
    assert lapsing.end_offers() == 1
    assert fresh(accepted).state == CaseState.ASSIGNED
    assert accepted.referrals.get().state == ReferralState.LAPSED


def test_the_owner_takes_an_offer_back(accepted: Case, officer: Officer, outsider: Officer) -> None:
    assert outsider.office is not None
    referring.refer(accepted, to=outsider.office, reason="there", by=officer, **press(accepted))
    assert access.may(officer, fresh(accepted), "take_back")
    assert not access.may(outsider, fresh(accepted), "take_back")
    referring.take_back(accepted, reason="urgent", by=officer, **press(accepted))
    assert fresh(accepted).state == CaseState.ASSIGNED
