"""Stories of a clock whose target changes, that is reopened or cancelled."""

from tests.workflows.sla.cambodia import DAY, HOUR, OFFICE, at
from tests.workflows.sla.moves import MONDAY, pause, reopen, resume, retarget, started, stop
from workflows.sla import clock
from workflows.sla.calendar import ALWAYS
from workflows.sla.clock_state import Cause, State


def test_a_shorter_target_keeps_what_was_consumed() -> None:
    state = retarget(started(), f"{MONDAY} 16:00", DAY)
    assert (state.state, state.due_at) == (State.RUNNING, at("2026-11-17 08:00"))
    assert state.started_at == at(f"{MONDAY} 08:00")


def test_a_target_already_past_is_a_breach_dated_at_the_change() -> None:
    state = retarget(started(), "2026-11-17 10:00", DAY)
    assert (state.state, state.breach_cause) == (State.BREACHED_OPEN, Cause.RETARGET)
    assert state.breached_at == state.due_at == at("2026-11-17 10:00")
    assert stop(state, "2026-11-17 11:00").overdue_s == HOUR


def test_a_new_target_that_ends_this_second_is_not_yet_past() -> None:
    state = retarget(started(), "2026-11-17 08:00", DAY)
    assert (state.state, state.due_at) == (State.RUNNING, at("2026-11-17 08:00"))


def test_a_stop_heard_of_after_a_shorter_target_is_judged_by_the_target_of_its_time() -> None:
    shortened = retarget(started(), "2026-11-17 10:00", HOUR)
    met = stop(shortened, "2026-11-17 09:00")
    assert (met.state, met.breached_at, met.due_at) == (State.MET, None, met.stopped_at)
    assert reopen(met, "2026-11-18 08:00").due_at == at("2026-11-18 08:00")


def test_a_target_changed_during_a_pause_is_counted_on_resume() -> None:
    paused = pause(started(), "2026-11-17 08:00")
    longer = resume(retarget(paused, "2026-11-17 09:00", 3 * DAY), "2026-11-18 08:00")
    assert longer.due_at == at("2026-11-20 08:00")
    shorter = retarget(paused, "2026-11-17 09:00", DAY - 1)
    assert (shorter.state, shorter.due_at) == (State.PAUSED, None)
    assert shorter.breached_at == at("2026-11-17 09:00")
    just = retarget(paused, "2026-11-17 09:00", DAY)
    assert just.breached_at is None
    assert resume(just, "2026-11-18 08:00").due_at == at("2026-11-18 08:00")


def test_a_longer_target_never_wipes_out_a_breach() -> None:
    for state in (
        started(),
        clock.breach(started(), calendar=OFFICE, at=at("2026-11-18 09:00")),
        pause(started(), "2026-11-18 09:00"),
    ):
        longer = retarget(state, "2026-11-18 10:00", 10 * DAY)
        assert longer.breached_at == at("2026-11-18 08:00")
        assert stop(longer, "2026-11-18 10:00").state is State.BREACHED_CLOSED


def test_a_correction_judges_the_clock_by_the_new_target_from_its_start() -> None:
    breached = clock.breach(started(), calendar=OFFICE, at=at("2026-11-18 09:00"))
    freed = retarget(breached, "2026-11-18 10:00", 3 * DAY, corrects=True)
    assert (freed.state, freed.breached_at) == (State.RUNNING, None)
    assert freed.due_at == at("2026-11-19 08:00")
    still = retarget(breached, "2026-11-18 10:00", DAY, corrects=True)
    assert (still.breached_at, still.breach_cause) == (at("2026-11-17 08:00"), Cause.DEADLINE)
    paused = pause(breached, "2026-11-18 09:30")
    assert retarget(paused, "2026-11-18 10:00", 3 * DAY, corrects=True).state is State.PAUSED


def test_time_already_run_is_counted_again_on_a_new_calendar() -> None:
    state = pause(started(4 * DAY, "2026-11-20 16:00"), "2026-11-20 20:00")
    state = resume(state, "2026-11-22 10:00")
    urgent = clock.retarget(state, target_s=8 * HOUR, calendar=ALWAYS, at=at("2026-11-22 11:00"))
    assert (urgent.consumed_s, urgent.calendar_id) == (4 * HOUR, "always")
    assert urgent.due_at == at("2026-11-22 14:00")
    back = clock.retarget(urgent, target_s=DAY, calendar=OFFICE, at=at("2026-11-22 12:00"))
    assert (back.consumed_s, back.due_at) == (HOUR, at("2026-11-26 16:00"))


def test_a_reopened_clock_goes_on_with_what_it_had_consumed() -> None:
    met = stop(started(), "2026-11-17 08:00")
    state = reopen(met, "2026-11-20 16:00")
    assert (state.state, state.due_at) == (State.RUNNING, at("2026-11-26 16:00"))
    assert (state.consumed_s, state.stopped_at) == (DAY, None)


def test_reopening_keeps_an_earlier_breach() -> None:
    late = stop(started(), "2026-11-18 09:00")
    state = reopen(late, "2026-11-19 08:00")
    assert (state.state, state.breached_at) == (State.BREACHED_OPEN, at("2026-11-18 08:00"))
    assert state.overdue_s is None
    assert stop(state, "2026-11-19 08:30").overdue_s == HOUR + HOUR // 2


def test_the_beneficiary_clock_counts_on_as_if_it_had_never_stopped() -> None:
    met = stop(started(3 * DAY), "2026-11-17 08:00")
    in_time = reopen(met, "2026-11-18 08:00", gap_counts=True)
    assert in_time.due_at == started(3 * DAY).due_at
    late = reopen(met, "2026-11-20 08:00", gap_counts=True)
    assert (late.state, late.breached_at) == (State.BREACHED_OPEN, at("2026-11-19 08:00"))
    assert stop(late, "2026-11-20 08:00").consumed_s == 4 * DAY


def test_a_case_wrongly_merged_gets_its_cancelled_clock_back() -> None:
    cancelled = clock.cancel(started(), calendar=OFFICE, at=at("2026-11-17 08:00"))
    assert (cancelled.state, cancelled.due_at) == (State.CANCELLED, None)
    assert reopen(cancelled, "2026-11-18 08:00").due_at == at("2026-11-19 08:00")


def test_cancelling_hides_no_breach_and_leaves_a_stopped_clock_alone() -> None:
    late = clock.cancel(started(), calendar=OFFICE, at=at("2026-11-18 09:00"))
    assert (late.state, late.overdue_s) == (State.BREACHED_CLOSED, HOUR)
    met = stop(started(), "2026-11-17 08:00")
    for done in (late, met):
        assert clock.cancel(done, calendar=OFFICE, at=at("2026-11-20 08:00")) is done
    paused = pause(started(), "2026-11-17 08:00")
    assert clock.cancel(paused, calendar=OFFICE, at=at("2026-11-20 08:00")).consumed_s == DAY
