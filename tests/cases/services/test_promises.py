"""What a person is told holds: dates ahead, news of merged cases, no clock after the end."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from cases.errors import BadDate, IllegalMove, NotAllowed
from cases.models import Case
from cases.services import (
    asking,
    assigning,
    closing,
    lapsing,
    merging,
    referring,
    replying,
    resolving,
    telling,
)
from cases.services.escalating import check_deadlines
from cases.services.resolving import Decision, RemedyPlan
from channels_app.contacts import find_or_make
from channels_app.models import Channel, OutboundMessage
from tests.cases.conftest import press
from tests.travel import Travel
from timekeeping.now import now
from workflows.lifecycle import CaseState
from workflows.models import Officer

pytestmark = pytest.mark.django_db
ANSWERED = Decision("answered", "យើងបានពិនិត្យ")


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_a_broken_promise_is_replaced_by_a_new_one(case: Case, travel: Travel) -> None:
    before = case.promised_at
    travel.forward(days=90)
    check_deadlines()
    promise = telling.promised(fresh(case))
    assert before is not None
    assert before < now() < promise
    assert telling.promised(fresh(case)) == promise


def test_no_clock_runs_after_closure(
    missed_payment: Callable[..., Case], officer: Officer, travel: Travel
) -> None:
    case = missed_payment(origin="walk_in", contact=None)
    assigning.accept(case, by=officer, **press(case))
    resolving.resolve(case, decision=ANSWERED, by=officer, **press(case))
    closing.close(case, confirmed=True, by=officer, **press(case))
    assert not case.clocks.filter(state__in=["running", "paused", "breached_open"]).exists()
    travel.forward(days=60)
    assert check_deadlines() == 0


def test_a_text_case_decided_at_once_is_answered_when_the_text_is_taken(
    case: Case, officer: Officer
) -> None:
    resolving.resolve(case, decision=ANSWERED, by=officer, **press(case))
    assert fresh(case).first_response_at is None


def test_whoever_was_merged_hears_the_decision_too(
    accepted: Case,
    officer: Officer,
    missed_payment: Callable[..., Case],
    channel: Channel,
) -> None:
    neighbour = find_or_make(channel, "+85512000077")
    same = missed_payment(contact=neighbour)
    merging.merge(same, into=accepted, by=officer, **press(same))
    resolving.resolve(accepted, decision=ANSWERED, by=officer, **press(accepted))
    news = OutboundMessage.objects.filter(contact=neighbour, purpose="notice")
    assert any("យើងបានពិនិត្យ" in message.body for message in news)


def test_merging_ends_an_open_offer_and_into_an_ended_case_is_refused(
    accepted: Case, officer: Officer, outsider: Officer, missed_payment: Callable[..., Case]
) -> None:
    other = missed_payment()
    assert outsider.office is not None
    referring.refer(accepted, to=outsider.office, reason="there", by=officer, **press(accepted))
    merging.merge(accepted, into=other, by=officer, **press(accepted))
    assert not accepted.referrals.filter(state="offered").exists()
    third = missed_payment()
    resolving.resolve(other, decision=ANSWERED, by=officer, **press(other))
    with pytest.raises(IllegalMove):
        merging.merge(third, into=other, by=officer, **press(third))


def test_an_ordinary_case_is_not_offered_to_a_restricted_desk(
    accepted: Case, officer: Officer, integrity_point: Officer
) -> None:
    assert integrity_point.office is not None
    with pytest.raises(NotAllowed):
        referring.refer(
            accepted, to=integrity_point.office, reason="x", by=officer, **press(accepted)
        )


def test_a_remedy_is_promised_for_a_day_ahead(accepted: Case, officer: Officer) -> None:
    late = RemedyPlan("payment", "x", "NSAF", now().date() - timedelta(days=400))
    with pytest.raises(BadDate):
        resolving.resolve(
            accepted, decision=Decision("upheld", "yes", late), by=officer, **press(accepted)
        )


def test_all_waits_of_a_case_share_one_cap(
    accepted: Case, officer: Officer, travel: Travel
) -> None:
    for _ in range(2):
        _ask(accepted, officer, days=12)
        travel.forward(days=13)
        lapsing.end_waits()
    with pytest.raises(BadDate):
        _ask(accepted, officer, days=12)


def _ask(case: Case, officer: Officer, *, days: int) -> None:
    asking.ask(
        case,
        question="?",
        reason="r",
        expected_on=now().date() + timedelta(days=days),
        by=officer,
        **press(case),
    )


def test_services_refuse_what_the_state_does_not_know(case: Case, officer: Officer) -> None:
    closing.withdraw(case, reason="no longer", by=officer, **press(case))
    with pytest.raises(IllegalMove):
        replying.log_call(case, reached=True, summary="x", by=officer, **press(case))


def test_a_warning_does_not_make_an_open_form_stale(
    case: Case, officer: Officer, travel: Travel
) -> None:
    seen = press(case)
    clock = case.clocks.get(metric="acknowledge")
    assert clock.next_fire_at is not None
    travel.to(clock.next_fire_at + timedelta(seconds=1))
    assert check_deadlines() > 0
    assigning.accept(case, by=officer, **seen)
    assert fresh(case).state == CaseState.IN_PROGRESS


def test_one_case_that_cannot_be_read_keeps_no_other_from_its_deadline(
    missed_payment: Callable[..., Case], travel: Travel
) -> None:
    broken, sound = missed_payment(), missed_payment()
    broken.clocks.update(policy_version=99)
    travel.forward(days=60)
    check_deadlines()
    assert sound.clocks.get(metric="acknowledge").state == "breached_open"
