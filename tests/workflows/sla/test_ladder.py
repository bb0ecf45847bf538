"""Who is called when, by the wall clock of an office in Phnom Penh."""

from collections.abc import Collection
from datetime import datetime, timedelta

import pytest

from tests.workflows.sla.cambodia import DAY, HOUR, OFFICE, at
from workflows.sla import clock
from workflows.sla.clock_state import ClockState
from workflows.sla.errors import InvalidLadder
from workflows.sla.ladder import (
    FIRST_LADDER,
    Ladder,
    Level,
    Step,
    due_thresholds,
    next_fire_at,
    parse_ladder,
)

MONDAY = "2026-11-16"
KEYS = [step.key for step in FIRST_LADDER.steps]


def started() -> ClockState:
    """Ten working hours from Monday 08:00: due on Tuesday at 11:00."""
    return clock.start(target_s=10 * HOUR, calendar=OFFICE, at=at(f"{MONDAY} 08:00"))


def reached(
    state: ClockState, wall: str, already: Collection[tuple[str, int]] = ()
) -> list[tuple[str, datetime, bool]]:
    found = due_thresholds(state, OFFICE, FIRST_LADDER, at=at(wall), already=already)
    return [(each.step.threshold, each.at, each.notify) for each in found]


def following(state: ClockState, steps: int = 0) -> datetime | None:
    return next_fire_at(state, OFFICE, FIRST_LADDER, already=KEYS[:steps])


# threshold, level, when
CLIMB = [
    ("50%", Level.OFFICE, f"{MONDAY} 15:30"),
    ("75%", Level.OFFICE, "2026-11-17 08:30"),
    ("90%", Level.SUPERVISOR, "2026-11-17 10:00"),
    ("100%", Level.SUPERVISOR, "2026-11-17 11:00"),
    ("+480m", Level.AGENCY_HEAD, "2026-11-18 14:30"),
    ("+1440m", Level.OVERSIGHT, "2026-11-20 16:30"),
]


def test_a_forgotten_case_climbs_the_ladder_in_working_time() -> None:
    for nth, (threshold, level, wall) in enumerate(CLIMB):
        one_late = timedelta(seconds=threshold == "100%")
        assert following(started(), nth) == at(wall) + one_late
        found = due_thresholds(
            started(), OFFICE, FIRST_LADDER, at=at(wall) + one_late, already=KEYS[:nth]
        )
        assert [(e.step.threshold, e.step.level, e.at, e.notify) for e in found] == [
            (threshold, level, at(wall), True)
        ]
        assert not due_thresholds(
            started(),
            OFFICE,
            FIRST_LADDER,
            at=at(wall) + one_late - timedelta(seconds=1),
            already=KEYS[:nth],
        )
    assert following(started(), len(CLIMB)) is None


def test_the_ladder_continues_after_the_breach_is_recorded() -> None:
    state = clock.breach(started(), calendar=OFFICE, at=at("2026-11-17 11:05"))
    assert following(state, 4) == at("2026-11-18 14:30")
    assert reached(state, "2026-11-17 11:05", KEYS[:3]) == [("100%", at("2026-11-17 11:00"), True)]


def test_what_was_missed_is_recorded_at_its_time_and_only_the_highest_is_told() -> None:
    assert reached(started(), "2026-11-18 16:00", KEYS[:1]) == [
        ("75%", at("2026-11-17 08:30"), False),
        ("90%", at("2026-11-17 10:00"), False),
        ("100%", at("2026-11-17 11:00"), False),
        ("+480m", at("2026-11-18 14:30"), True),
    ]


def test_a_paused_clock_climbs_no_further_but_keeps_what_was_missed() -> None:
    paused = clock.pause(started(), calendar=OFFICE, at=at("2026-11-17 09:00"))
    assert following(paused, 2) is None
    assert reached(paused, "2026-11-30 09:00", KEYS[:2]) == []
    assert following(paused, 1) == at("2026-11-17 08:30")
    assert reached(paused, "2026-11-30 09:00", KEYS[:1]) == [("75%", at("2026-11-17 08:30"), True)]
    resumed = clock.resume(paused, calendar=OFFICE, at=at("2026-11-18 09:00"))
    assert reached(resumed, "2026-11-18 09:30", KEYS[:1]) == [("75%", at("2026-11-17 08:30"), True)]
    assert following(resumed, 2) == at("2026-11-18 10:00")


def test_a_pause_after_the_breach_delays_the_agency_head() -> None:
    paused = clock.pause(started(), calendar=OFFICE, at=at("2026-11-17 14:30"))
    assert following(paused, 4) is None
    resumed = clock.resume(paused, calendar=OFFICE, at=at("2026-11-19 08:00"))
    assert following(resumed, 4) == at("2026-11-20 08:00")


def test_a_stopped_clock_calls_nobody() -> None:
    for wall in ("2026-11-16 16:00", "2026-11-18 16:00"):
        stopped = clock.stop(started(), calendar=OFFICE, at=at(wall))
        assert reached(stopped, "2026-12-30 09:00") == []
        assert following(stopped) is None


def test_a_target_already_past_breaches_at_the_change_and_calls_once() -> None:
    change = at(f"{MONDAY} 14:00")
    state = clock.retarget(started(), target_s=HOUR, calendar=OFFICE, at=change)
    assert reached(state, f"{MONDAY} 14:00") == [
        ("50%", change, False),
        ("75%", change, False),
        ("90%", change, False),
        ("100%", change, True),
    ]
    assert following(state, 4) == at("2026-11-17 15:00")


def test_nobody_is_warned_of_a_breach_that_has_happened() -> None:
    breached = clock.breach(started(), calendar=OFFICE, at=at("2026-11-17 11:05"))
    longer = clock.retarget(breached, target_s=10 * DAY, calendar=OFFICE, at=at("2026-11-17 11:10"))
    assert reached(longer, "2026-11-17 11:10", KEYS[:1]) == [("100%", at("2026-11-17 11:00"), True)]
    but_a_warning = [key for key in KEYS if key != ("90%", Level.SUPERVISOR)]
    assert next_fire_at(longer, OFFICE, FIRST_LADDER, already=but_a_warning) is None


def test_an_odd_target_is_shared_out_upwards() -> None:
    state = clock.start(target_s=5, calendar=OFFICE, at=at(f"{MONDAY} 08:00"))
    assert following(state) == at(f"{MONDAY} 08:00:03")


def test_a_ladder_is_read_from_its_rows() -> None:
    rows: list[dict[str, object]] = [
        {"percent": 50, "level": 0},
        {"minutes_after_breach": 60, "level": 3, "actions": ["notify", "raise_priority"]},
    ]
    assert parse_ladder(rows) == Ladder(
        (
            Step(Level.OFFICE, percent=50),
            Step(Level.OVERSIGHT, minutes_after_breach=60, actions=("notify", "raise_priority")),
        )
    )
    assert parse_ladder([]) == Ladder(())


WRONG: dict[str, list[dict[str, object]]] = {
    "no threshold": [{"level": 0}],
    "two thresholds": [{"level": 0, "percent": 50, "minutes_after_breach": 5}],
    "more than the whole": [{"level": 0, "percent": 101}],
    "nothing of it": [{"level": 0, "percent": 0}],
    "no minutes": [{"level": 0, "minutes_after_breach": 0}],
    "no such level": [{"level": 4, "percent": 50}],
    "no level": [{"percent": 50}],
    "an unknown word": [{"level": 0, "percent": 50, "colour": "red"}],
    "text for a number": [{"level": 0, "percent": "50"}],
    "twice": [{"level": 0, "percent": 50}, {"level": 0, "percent": 50}],
    "out of order": [{"level": 0, "percent": 75}, {"level": 0, "percent": 50}],
    "down again": [{"level": 1, "percent": 50}, {"level": 0, "percent": 75}],
}


@pytest.mark.parametrize("rows", WRONG.values(), ids=WRONG)
def test_a_wrong_ladder_is_refused(rows: list[dict[str, object]]) -> None:
    with pytest.raises(InvalidLadder):
        parse_ladder(rows)
