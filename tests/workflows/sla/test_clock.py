"""Stories of one clock, as an officer would tell them."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.workflows.sla.cambodia import DAY, HOUR, OFFICE, at
from workflows.sla import clock
from workflows.sla.calendar import ALWAYS
from workflows.sla.clock_state import Cause, ClockState, Run, State, reached_at
from workflows.sla.errors import (
    IllegalMove,
    InvalidTarget,
    LedgerGap,
    OutOfOrder,
    WrongCalendar,
)

MONDAY = "2026-11-16"


def started(target_s: int = 2 * DAY, received: str = f"{MONDAY} 08:00") -> ClockState:
    return clock.start(target_s=target_s, calendar=OFFICE, at=at(received))


def pause(state: ClockState, wall: str) -> ClockState:
    return clock.pause(state, calendar=OFFICE, at=at(wall))


def resume(state: ClockState, wall: str) -> ClockState:
    return clock.resume(state, calendar=OFFICE, at=at(wall))


def stop(state: ClockState, wall: str) -> ClockState:
    return clock.stop(state, calendar=OFFICE, at=at(wall))


def reopen(state: ClockState, wall: str, *, gap_counts: bool = False) -> ClockState:
    return clock.reopen(state, calendar=OFFICE, at=at(wall), gap_counts=gap_counts)


def retarget(state: ClockState, wall: str, target_s: int, *, corrects: bool = False) -> ClockState:
    return clock.retarget(state, target_s=target_s, calendar=OFFICE, at=at(wall), corrects=corrects)


def test_a_clock_starts_at_receipt_and_is_due_in_working_time() -> None:
    state = started()
    assert (state.state, state.due_at) == (State.RUNNING, at("2026-11-18 08:00"))
    assert (state.consumed_s, state.epoch) == (0, 1)


def test_a_stop_before_the_due_is_met() -> None:
    state = stop(started(), "2026-11-17 08:00")
    assert (state.state, state.consumed_s) == (State.MET, DAY)
    assert state.stopped_at == at("2026-11-17 08:00")
    assert (state.due_at, state.overdue_s) == (at("2026-11-18 08:00"), None)


def test_a_stop_on_the_due_second_is_met_and_one_second_later_is_breached() -> None:
    assert stop(started(), "2026-11-18 08:00:00.999999").state is State.MET
    late = stop(started(), "2026-11-18 08:00:01")
    assert (late.state, late.overdue_s) == (State.BREACHED_CLOSED, 1)


def test_a_stop_after_the_due_is_breached_at_the_due_though_nobody_had_noticed() -> None:
    state = stop(started(), "2026-11-18 14:30")
    assert state.state is State.BREACHED_CLOSED
    assert state.breached_at == state.due_at == at("2026-11-18 08:00")
    assert (state.breach_cause, state.overdue_s) == (Cause.DEADLINE, 4 * HOUR)


def test_an_answer_in_the_evening_of_the_last_day_is_late_by_no_working_time() -> None:
    state = stop(started(DAY - HOUR // 2), f"{MONDAY} 19:00")
    assert state.due_at == at(f"{MONDAY} 17:00")
    assert (state.state, state.overdue_s) == (State.BREACHED_CLOSED, 0)


def test_recording_a_breach_changes_no_instant() -> None:
    noticed = clock.breach(started(), calendar=OFFICE, at=at("2026-11-18 09:15"))
    assert noticed.state is State.BREACHED_OPEN
    assert noticed.breached_at == noticed.due_at == at("2026-11-18 08:00")
    unnoticed, later = stop(started(), "2026-11-18 14:30"), stop(noticed, "2026-11-18 14:30")
    assert replace(unnoticed, epoch=0) == replace(later, epoch=0)


def test_a_breach_is_not_recorded_before_or_on_the_due() -> None:
    for early in (at("2026-11-17 08:00"), at("2026-11-18 08:00")):
        with pytest.raises(IllegalMove):
            clock.breach(started(), calendar=OFFICE, at=early)


def test_a_pause_keeps_what_was_consumed_and_has_no_due() -> None:
    state = pause(started(), f"{MONDAY} 16:00")
    assert (state.state, state.due_at, state.consumed_s) == (State.PAUSED, None, 11 * HOUR // 2)


def test_a_resume_is_due_when_the_rest_has_passed() -> None:
    state = resume(pause(started(), "2026-11-17 08:00"), "2026-11-20 16:00")
    assert (state.state, state.due_at) == (State.RUNNING, at("2026-11-26 16:00"))


def test_a_pause_in_closed_hours_costs_and_gives_nothing() -> None:
    state = pause(started(), f"{MONDAY} 19:00")
    state = resume(state, "2026-11-17 06:00")
    assert state.due_at == started().due_at
    assert state.consumed_s == DAY - HOUR // 2


def test_a_pause_over_the_water_festival_gives_only_its_working_time() -> None:
    paused = pause(started(2 * DAY, "2026-11-20 10:00"), "2026-11-20 16:00")
    assert resume(paused, "2026-11-26 08:30").due_at == at("2026-11-27 14:30")


def test_two_pauses_within_one_minute_both_count() -> None:
    state = started(HOUR)
    for paused, resumed in ((10, 20), (40, 55)):
        state = pause(state, f"{MONDAY} 08:10:{paused}")
        state = resume(state, f"{MONDAY} 08:10:{resumed}")
    assert state.due_at == at(f"{MONDAY} 09:00:25")
    assert state.consumed_s == 10 * 60 + 10 + 20
    assert len(state.runs) == 2


def test_resolving_while_paused_closes_the_pause_and_is_met() -> None:
    state = stop(pause(started(), "2026-11-17 08:00"), "2026-12-01 09:00")
    assert (state.state, state.consumed_s) == (State.MET, DAY)
    assert state.due_at == at("2026-12-02 09:00")


def test_a_pause_before_the_first_response_moves_its_due() -> None:
    state = resume(pause(started(HOUR), f"{MONDAY} 08:30"), f"{MONDAY} 10:00")
    assert stop(state, f"{MONDAY} 10:30").state is State.MET
    assert stop(state, f"{MONDAY} 10:31").state is State.BREACHED_CLOSED


def test_a_breached_clock_that_is_paused_stays_breached() -> None:
    paused = pause(started(), "2026-11-18 09:00")
    assert (paused.state, paused.breached_at) == (State.PAUSED, at("2026-11-18 08:00"))
    resumed = resume(paused, "2026-11-19 09:00")
    assert (resumed.state, resumed.due_at) == (State.BREACHED_OPEN, at("2026-11-18 08:00"))
    stopped = stop(resumed, "2026-11-19 09:10")
    assert (stopped.state, stopped.overdue_s) == (State.BREACHED_CLOSED, 70 * 60)


# A message accepted by the provider in time, of which the case hears later.
def test_a_stop_heard_of_after_the_breach_was_recorded_is_in_time() -> None:
    noticed = clock.breach(started(), calendar=OFFICE, at=at("2026-11-18 08:00:30"))
    assert stop(noticed, "2026-11-18 08:00:00") == replace(
        stop(started(), "2026-11-18 08:00:00"), epoch=3
    )


def test_a_stop_heard_of_after_a_pause_counts_up_to_when_it_happened() -> None:
    state = pause(started(), f"{MONDAY} 10:00")
    state = pause(resume(state, f"{MONDAY} 10:30"), f"{MONDAY} 11:00")
    for wall, consumed_s, runs in (("10:45", 8_100, 2), ("10:15", 7_200, 1), ("08:30", 1_800, 1)):
        stopped = stop(state, f"{MONDAY} {wall}")
        assert (stopped.state, stopped.consumed_s) == (State.MET, consumed_s)
        assert len(stopped.runs) == runs
    with pytest.raises(OutOfOrder):
        stop(state, f"{MONDAY} 07:59")


def test_a_shorter_target_keeps_what_was_consumed() -> None:
    state = retarget(started(), f"{MONDAY} 16:00", DAY)
    assert (state.state, state.due_at) == (State.RUNNING, at("2026-11-17 08:00"))
    assert state.started_at == at(f"{MONDAY} 08:00")


def test_a_target_already_past_is_a_breach_dated_at_the_change() -> None:
    state = retarget(started(), "2026-11-17 10:00", DAY)
    assert (state.state, state.breach_cause) == (State.BREACHED_OPEN, Cause.RETARGET)
    assert state.breached_at == state.due_at == at("2026-11-17 10:00")
    assert stop(state, "2026-11-17 11:00").overdue_s == HOUR


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


def test_every_move_counts_one_epoch() -> None:
    state = resume(pause(started(), f"{MONDAY} 09:00"), f"{MONDAY} 10:00")
    state = retarget(state, f"{MONDAY} 10:00", 3 * DAY)
    assert reopen(stop(state, f"{MONDAY} 11:00"), f"{MONDAY} 11:00").epoch == 6


def test_moves_that_make_no_sense_are_refused() -> None:
    running, met = started(), stop(started(), "2026-11-17 08:00")
    paused = pause(running, "2026-11-17 08:00")
    later = "2026-11-17 10:00"
    refused = [
        (resume, running),
        (reopen, running),
        (pause, paused),
        (reopen, paused),
        (pause, met),
        (resume, met),
        (stop, met),
    ]
    for move, state in refused:
        with pytest.raises(IllegalMove):
            move(state, later)
    with pytest.raises(IllegalMove):
        retarget(met, later, DAY)
    with pytest.raises(IllegalMove):
        clock.breach(paused, calendar=OFFICE, at=at("2027-01-04 08:00"))


def test_a_move_before_the_last_one_is_refused() -> None:
    paused = pause(started(), "2026-11-17 08:00")
    for move, state in (
        (pause, started(received="2026-11-17 08:00")),
        (resume, paused),
        (reopen, stop(started(), "2026-11-17 08:00")),
    ):
        with pytest.raises(OutOfOrder):
            move(state, "2026-11-17 07:59:59")


def test_a_clock_is_moved_only_on_its_own_calendar() -> None:
    with pytest.raises(WrongCalendar):
        clock.pause(started(), calendar=ALWAYS, at=at("2026-11-17 08:00"))


def test_a_target_is_at_least_a_second() -> None:
    with pytest.raises(InvalidTarget):
        started(0)
    with pytest.raises(InvalidTarget):
        retarget(started(), "2026-11-17 08:00", 0)


def test_consumed_time_without_its_runs_is_refused() -> None:
    with pytest.raises(LedgerGap):
        replace(started(), consumed_s=60)


def test_the_time_at_which_so_much_was_consumed_is_found_across_pauses() -> None:
    state = resume(pause(started(), f"{MONDAY} 10:00"), f"{MONDAY} 14:00")
    begin = state.started_at
    cases: list[tuple[int, datetime]] = [
        (HOUR, at(f"{MONDAY} 09:00")),
        (2 * HOUR, at(f"{MONDAY} 10:00")),
        (2 * HOUR + 1, at(f"{MONDAY} 14:00:01")),
    ]
    for seconds, expected in cases:
        assert reached_at(state, OFFICE, seconds, since=begin) == expected
    late = begin + timedelta(hours=1)
    assert reached_at(state, OFFICE, 2 * HOUR, since=late) == at(f"{MONDAY} 15:00")
    assert reached_at(pause(state, f"{MONDAY} 15:00"), OFFICE, 4 * HOUR, since=begin) is None
    assert state.runs == (Run(begin, begin + timedelta(hours=2)),)
