"""A case moves as the lifecycle says, and not otherwise: in Python and in SQL."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection

from cases.errors import BadDate, IllegalMove, NeedsReason, StaleCase
from cases.models import Case, CaseEvent, Clock, Remedy
from cases.services import (
    asking,
    assigning,
    closing,
    guarding,
    lapsing,
    merging,
    reopening,
    replying,
    resolving,
)
from cases.services.resolving import Decision, RemedyPlan
from channels_app.models import OutboundMessage
from tests.cases.conftest import press
from tests.travel import Travel
from timekeeping.now import now
from workflows.lifecycle import CaseState
from workflows.models import Office, Officer

pytestmark = pytest.mark.django_db


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def upheld() -> Decision:
    plan = RemedyPlan("payment", "បើកប្រាក់ដែលខកខាន", "NSAF", date(2027, 1, 15))
    return Decision("upheld", "យើងរកឃើញហើយ។", plan)


def resolved(case: Case, by: Officer) -> Case:
    resolving.resolve(case, decision=upheld(), by=by, **press(case))
    return fresh(case)


def test_a_matter_becomes_a_routed_case_with_running_clocks(
    case: Case, commune_office: Office
) -> None:
    assert case.state == CaseState.ASSIGNED
    assert case.office == commune_office
    assert case.routed_because_km
    assert case.routed_because_en
    metrics = set(case.clocks.values_list("metric", flat=True))
    assert {"acknowledge", "first_response", "resolution", "beneficiary"} == metrics
    assert case.promised_at is not None
    assert case.next_due_at == min(clock.due_at for clock in case.clocks.all() if clock.due_at)


def test_the_receipt_is_queued_with_the_case_and_stops_no_clock(case: Case) -> None:
    receipt = OutboundMessage.objects.get(thread_message__case=case)
    assert receipt.purpose == "receipt"
    assert f"{case}" in receipt.body
    assert case.first_response_at is None


def test_accepting_is_the_human_acknowledgement(case: Case, officer: Officer) -> None:
    assigning.accept(case, by=officer, **press(case))
    assert fresh(case).acknowledged_at is not None
    assert fresh(case).officer == officer
    assert case.clocks.get(metric="acknowledge").state == "met"


def test_a_second_press_of_the_same_button_changes_nothing(case: Case, officer: Officer) -> None:
    pressed = press(case)
    assigning.accept(case, by=officer, **pressed)
    events = CaseEvent.objects.count()
    assigning.accept(case, by=officer, **pressed)
    assert CaseEvent.objects.count() == events


def test_who_was_slower_is_told_and_overwrites_nothing(case: Case, officer: Officer) -> None:
    seen = press(case)
    replying.log_call(case, reached=True, summary="spoke", by=officer, **press(case))
    with pytest.raises(StaleCase):
        assigning.accept(case, by=officer, **seen)


def test_an_officers_reply_counts_when_the_provider_took_it(
    accepted: Case, officer: Officer
) -> None:
    from cases.services.hearing import hear_accepted

    replying.reply(accepted, body="យើងកំពុងពិនិត្យ", by=officer, **press(accepted))
    reply = OutboundMessage.objects.get(purpose="reply")
    assert fresh(accepted).first_response_at is None
    taken_at = now()
    OutboundMessage.objects.filter(pk=reply.pk).update(state="accepted", accepted_at=taken_at)
    assert hear_accepted() >= 1
    assert fresh(accepted).first_response_at == taken_at
    assert accepted.clocks.get(metric="first_response").state == "met"


def test_the_automatic_receipt_is_no_first_answer(case: Case) -> None:
    from cases.services.hearing import hear_accepted

    OutboundMessage.objects.update(state="accepted", accepted_at=now())
    hear_accepted()
    assert fresh(case).first_response_at is None


def test_a_phone_call_in_which_the_person_was_reached_is_an_answer(
    accepted: Case, officer: Officer
) -> None:
    replying.log_call(accepted, reached=True, summary="told her", by=officer, **press(accepted))
    assert fresh(accepted).first_response_at is not None


def test_a_call_that_nobody_answered_is_none(accepted: Case, officer: Officer) -> None:
    replying.log_call(accepted, reached=False, summary="no answer", by=officer, **press(accepted))
    assert fresh(accepted).first_response_at is None


def test_asking_pauses_the_agency_but_never_the_person(accepted: Case, officer: Officer) -> None:
    asking.ask(
        accepted,
        question="លេខប័ណ្ណ?",
        reason="card number missing",
        expected_on=now().date() + timedelta(days=7),
        by=officer,
        **press(accepted),
    )
    assert fresh(accepted).state == CaseState.AWAITING
    assert accepted.clocks.get(metric="resolution").state == "paused"
    assert accepted.clocks.get(metric="beneficiary").state == "running"


def test_asking_without_an_end_is_refused(accepted: Case, officer: Officer) -> None:
    with pytest.raises(BadDate):
        asking.ask(
            accepted,
            question="?",
            reason="r",
            expected_on=now().date() + timedelta(days=400),
            by=officer,
            **press(accepted),
        )
    assert fresh(accepted).state == CaseState.IN_PROGRESS


def test_a_wait_ends_by_itself_on_the_day_agreed(
    accepted: Case, officer: Officer, travel: Travel
) -> None:
    asking.ask(
        accepted,
        question="?",
        reason="r",
        expected_on=now().date() + timedelta(days=3),
        by=officer,
        **press(accepted),
    )
    assert lapsing.end_waits() == 0
    travel.forward(days=5)
    assert lapsing.end_waits() == 1
    assert fresh(accepted).state == CaseState.IN_PROGRESS
    assert accepted.clocks.get(metric="resolution").state in {"running", "breached_open"}


def test_resolving_keeps_the_remedy_open_until_it_is_done(
    accepted: Case, officer: Officer, travel: Travel
) -> None:
    case = resolved(accepted, officer)
    assert case.state == CaseState.RESOLVED
    assert case.clocks.get(metric="resolution").state == "met"
    remedy = Remedy.objects.get(case=case)
    assert remedy.done_on is None
    with pytest.raises(NeedsReason):
        resolving.remedy_done(remedy, done_on=now().date(), proof=" ", by=officer, **press(case))
    resolving.remedy_done(
        remedy, done_on=now().date(), proof="receipt 17", by=officer, **press(case)
    )
    remedy.refresh_from_db()
    assert remedy.proof == "receipt 17"


def test_an_upheld_complaint_without_a_remedy_is_refused(accepted: Case, officer: Officer) -> None:
    with pytest.raises(NeedsReason):
        resolving.resolve(
            accepted, decision=Decision("upheld", "yes"), by=officer, **press(accepted)
        )


def test_answered_on_the_spot_counts_as_heard_answered_and_decided(
    missed_payment: Callable[..., Case], officer: Officer
) -> None:
    case = missed_payment(origin="walk_in")
    decision = Decision("answered", "ថ្ងៃបើកប្រាក់បានប្រាប់រួចហើយ")
    resolving.answer_on_the_spot(case, decision=decision, by=officer, **press(case))
    states = dict(case.clocks.values_list("metric", "state"))
    assert set(states.values()) == {"met"}


def test_silence_closes_apart_from_confirmation(
    accepted: Case, officer: Officer, travel: Travel
) -> None:
    case = resolved(accepted, officer)
    assert lapsing.close_silent() == 0
    travel.forward(days=15)
    assert lapsing.close_silent() == 1
    assert fresh(case).closure == "silent"


def test_not_solved_goes_on_with_the_time_that_was_used(
    accepted: Case, officer: Officer, travel: Travel
) -> None:
    travel.forward(days=2)
    case = resolved(accepted, officer)
    used = case.clocks.get(metric="resolution").consumed_s
    travel.forward(days=3)
    reopening.reopen(case, reason="still nothing", by=officer, **press(case))
    clock = case.clocks.get(metric="resolution")
    assert fresh(case).state == CaseState.ASSIGNED
    assert (clock.consumed_s, clock.state) == (used, "running")
    assert Clock.objects.filter(case=case, metric="resolution").count() == 1


def test_a_closed_case_reopens_only_within_its_window(
    accepted: Case, officer: Officer, travel: Travel
) -> None:
    case = resolved(accepted, officer)
    closing.close(case, confirmed=True, by=officer, **press(case))
    travel.forward(days=40)
    with pytest.raises(IllegalMove):
        reopening.reopen(case, reason="late", by=officer, **press(case))


def test_merging_cancels_and_a_wrong_merge_runs_on_as_if_never_stopped(
    accepted: Case, officer: Officer, missed_payment: Callable[..., Case], travel: Travel
) -> None:
    other = missed_payment()
    merging.merge(accepted, into=other, by=officer, **press(accepted))
    assert fresh(accepted).state == CaseState.DUPLICATE
    assert accepted.clocks.get(metric="resolution").state == "cancelled"
    reopening.reopen(accepted, reason="another child", by=officer, **press(accepted))
    assert accepted.clocks.get(metric="resolution").state == "running"
    assert fresh(accepted).duplicate_of is None


def test_marking_sensitive_seals_the_story_and_moves_the_case_away(
    accepted: Case, officer: Officer
) -> None:
    guarding.mark_sensitive(accepted, reason="she is afraid", by=officer, **press(accepted))
    case = fresh(accepted)
    assert case.is_sensitive
    assert case.narrative == ""
    assert case.story.startswith("លុយមិនចូល")
    assert "she is afraid" in case.story
    assert case.office is not None
    assert case.office.handles_sensitive
    assert case.officer is None
    assert not OutboundMessage.objects.filter(
        thread_message__case=case, state__in=["queued", "retry_wait"]
    ).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT narrative_sealed FROM cases_case WHERE id = %s", [case.pk])
        assert "លុយ" not in cursor.fetchone()[0]
