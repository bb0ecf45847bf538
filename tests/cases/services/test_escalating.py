"""Deadlines are watched: warnings and breaches once, at their true time, whoever sleeps."""

from collections.abc import Callable

import pytest

from cases.models import Case, CaseEvent, Clock, ClockAlert
from cases.services import assigning, clocks
from cases.services.escalating import check_deadlines
from tests.cases.conftest import press
from tests.travel import Travel
from timekeeping.now import now
from workflows.models import Officer

pytestmark = pytest.mark.django_db


def check() -> int:
    total = 0
    while seen := check_deadlines():
        total += seen
    return total


def test_nothing_is_due_at_the_start(case: Case) -> None:
    assert check() == 0


def test_a_case_that_nobody_took_is_escalated_too(case: Case, travel: Travel) -> None:
    travel.forward(days=60)
    assert check() > 0
    acknowledge = case.clocks.get(metric="acknowledge")
    assert acknowledge.state == "breached_open"
    assert acknowledge.breached_at == acknowledge.due_at
    assert Case.objects.get(pk=case.pk).level > 0
    assert case.officer is None


def test_a_second_pass_finds_nothing_more(case: Case, travel: Travel) -> None:
    travel.forward(days=60)
    check()
    alerts, events = ClockAlert.objects.count(), CaseEvent.objects.count()
    assert check() == 0
    assert (ClockAlert.objects.count(), CaseEvent.objects.count()) == (alerts, events)


def test_after_a_silence_every_rung_is_recorded_and_the_highest_told(
    case: Case, travel: Travel
) -> None:
    travel.forward(days=60)
    check()
    for clock in case.clocks.all():
        alerts = list(clock.alerts.order_by("id"))
        assert len(alerts) > 1
        assert [alert.notified for alert in alerts].count(True) == 1
        assert all(alert.reached_at < now() for alert in alerts)


def test_what_was_done_in_time_is_not_warned_of(
    case: Case, officer: Officer, travel: Travel
) -> None:
    assigning.accept(case, by=officer, **press(case))
    travel.forward(days=60)
    check()
    assert not ClockAlert.objects.filter(clock__case=case, clock__metric="acknowledge").exists()


def test_every_clock_equals_its_ledger_to_the_second(
    missed_payment: Callable[..., Case], officer: Officer, travel: Travel
) -> None:
    for _ in range(3):
        case = missed_payment()
        assigning.accept(case, by=officer, **press(case))
    travel.forward(days=60)
    check()
    for clock in Clock.objects.all():
        state = clocks.current(clock)
        stored = (clock.state, clock.consumed_s, clock.due_at, clock.breached_at, clock.epoch)
        assert stored == (
            state.state.value,
            state.consumed_s,
            state.due_at,
            state.breached_at,
            state.epoch,
        )
