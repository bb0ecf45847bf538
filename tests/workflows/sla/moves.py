"""The moves of a clock in an office in Phnom Penh, by the wall clock, for the stories."""

from tests.workflows.sla.cambodia import DAY, OFFICE, at
from workflows.sla import clock
from workflows.sla.clock_state import ClockState

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
