"""Stories of one clock, as an officer would tell them."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.workflows.sla.cambodia import DAY, HOUR, OFFICE, at
from tests.workflows.sla.moves import MONDAY, pause, reopen, resume, retarget, started, stop
from workflows.sla import clock
from workflows.sla.calendar import ALWAYS
from workflows.sla.clock_state import Cause, Run, State, reached_at
from workflows.sla.errors import (
    IllegalMove,
    InvalidTarget,
    LedgerGap,
    OutOfOrder,
    WrongCalendar,
)


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
