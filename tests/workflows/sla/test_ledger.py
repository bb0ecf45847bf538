"""A clock worked out again from its ledger is the clock that was kept."""

import pytest

from tests.workflows.sla.cambodia import DAY, OFFICE, at
from workflows.sla import clock
from workflows.sla.calendar import ALWAYS
from workflows.sla.clock_state import ClockState, State
from workflows.sla.errors import IllegalMove, InvalidTarget, WrongCalendar
from workflows.sla.ledger import Entry, Kind, apply, replay

CALENDARS = {OFFICE.id: OFFICE, ALWAYS.id: ALWAYS}
START = Entry(Kind.START, at("2026-11-16 08:00"), target_s=2 * DAY, calendar_id=OFFICE.id)
STORY = [
    START,
    Entry(Kind.PAUSE, at("2026-11-16 10:00"), reason="asked for the card number"),
    Entry(Kind.RESUME, at("2026-11-17 08:00")),
    Entry(Kind.RETARGET, at("2026-11-17 09:00"), target_s=DAY, calendar_id=OFFICE.id),
    Entry(Kind.BREACH, at("2026-11-18 08:00")),
    Entry(Kind.STOP, at("2026-11-18 09:00")),
    Entry(Kind.REOPEN, at("2026-11-19 08:00"), gap_counts=True),
    Entry(
        Kind.RETARGET,
        at("2026-11-19 09:00"),
        reason="the wrong policy had been chosen",
        target_s=9 * DAY,
        calendar_id=ALWAYS.id,
        corrects=True,
    ),
    Entry(Kind.CANCEL, at("2026-11-19 10:00")),
]


def _by_hand() -> ClockState:
    state = clock.start(target_s=2 * DAY, calendar=OFFICE, at=at("2026-11-16 08:00"))
    state = clock.pause(state, calendar=OFFICE, at=at("2026-11-16 10:00"))
    state = clock.resume(state, calendar=OFFICE, at=at("2026-11-17 08:00"))
    state = clock.retarget(state, target_s=DAY, calendar=OFFICE, at=at("2026-11-17 09:00"))
    state = clock.breach(state, calendar=OFFICE, at=at("2026-11-18 08:00"))
    state = clock.stop(state, calendar=OFFICE, at=at("2026-11-18 09:00"))
    state = clock.reopen(state, calendar=OFFICE, at=at("2026-11-19 08:00"), gap_counts=True)
    state = clock.retarget(
        state, target_s=9 * DAY, calendar=ALWAYS, at=at("2026-11-19 09:00"), corrects=True
    )
    return clock.cancel(state, calendar=ALWAYS, at=at("2026-11-19 10:00"))


def test_a_replay_is_equal_to_the_moves_made_one_by_one() -> None:
    state = replay(STORY, CALENDARS)
    assert state == _by_hand()
    assert (state.state, state.epoch) == (State.CANCELLED, len(STORY))


def test_a_pause_and_a_correction_need_a_reason() -> None:
    with pytest.raises(IllegalMove):
        Entry(Kind.PAUSE, at("2026-11-16 10:00"), reason=" ")
    with pytest.raises(IllegalMove):
        Entry(
            Kind.RETARGET,
            at("2026-11-16 10:00"),
            target_s=DAY,
            calendar_id=OFFICE.id,
            corrects=True,
        )


def test_a_target_and_a_calendar_go_with_start_and_retarget_alone() -> None:
    with pytest.raises(InvalidTarget):
        Entry(Kind.START, at("2026-11-16 10:00"), calendar_id=OFFICE.id)
    with pytest.raises(WrongCalendar):
        Entry(Kind.START, at("2026-11-16 10:00"), target_s=DAY)
    with pytest.raises(InvalidTarget):
        Entry(Kind.STOP, at("2026-11-16 10:00"), target_s=DAY)


def test_a_ledger_starts_once_and_names_known_calendars() -> None:
    with pytest.raises(IllegalMove):
        replay([], CALENDARS)
    with pytest.raises(IllegalMove):
        replay([STORY[1]], CALENDARS)
    with pytest.raises(IllegalMove):
        replay([START, START], CALENDARS)
    with pytest.raises(WrongCalendar):
        apply(None, START, {})
