"""The ladder of warnings and escalations that a clock climbs: what is due now, and what next."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from workflows.sla.calendar import Calendar, whole_second
from workflows.sla.clock_state import ClockState, reached_at
from workflows.sla.errors import InvalidLadder
from workflows.sla.timeline import ONE_SECOND

# The step at which the target is used up: the breach itself.
BREACH_PERCENT = 100


class Level(IntEnum):
    """Who is called."""

    OFFICE = 0
    SUPERVISOR = 1
    AGENCY_HEAD = 2
    OVERSIGHT = 3


@dataclass(frozen=True, slots=True)
class Step:
    """A rung: a share of the target, or working minutes after the breach, and who is called."""

    level: Level
    percent: int | None = None
    minutes_after_breach: int | None = None
    actions: tuple[str, ...] = ("notify",)

    def __post_init__(self) -> None:
        if (self.percent is None) == (self.minutes_after_breach is None):
            raise InvalidLadder("A step names a percentage or minutes after the breach.")
        if self.percent is not None and not 1 <= self.percent <= BREACH_PERCENT:
            raise InvalidLadder("A percentage is from 1 to 100; later steps count in minutes.")
        if self.minutes_after_breach is not None and self.minutes_after_breach < 1:
            raise InvalidLadder("Minutes after the breach are above zero.")

    @property
    def threshold(self) -> str:
        """Its name in a row: "50%" or "+480m"."""
        return f"+{self.minutes_after_breach}m" if self.percent is None else f"{self.percent}%"

    @property
    def height(self) -> tuple[int, int]:
        """What orders steps: percentages, then minutes after the breach."""
        return (self.percent or BREACH_PERCENT, self.minutes_after_breach or 0)

    @property
    def key(self) -> tuple[str, int]:
        """What is unique in one clock: a step is climbed once."""
        return (self.threshold, int(self.level))


@dataclass(frozen=True, slots=True)
class Ladder:
    """Steps in the order in which they are climbed; the level never goes down."""

    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        if len({step.key for step in self.steps}) != len(self.steps):
            raise InvalidLadder("A step stands twice in the ladder.")
        climbed = sorted(self.steps, key=lambda step: step.height)
        if list(self.steps) != climbed:
            raise InvalidLadder("Steps are listed in the order in which they are climbed.")
        if [step.level for step in climbed] != sorted(step.level for step in climbed):
            raise InvalidLadder("A later step calls nobody lower than an earlier one.")


# Percentages and levels of specs rule 14; 480 working minutes are one eight-hour day.
FIRST_LADDER = Ladder(
    (
        Step(Level.OFFICE, percent=50),
        Step(Level.OFFICE, percent=75),
        Step(Level.SUPERVISOR, percent=90),
        Step(Level.SUPERVISOR, percent=BREACH_PERCENT),
        Step(Level.AGENCY_HEAD, minutes_after_breach=480),
        Step(Level.OVERSIGHT, minutes_after_breach=1440),
    )
)


@dataclass(frozen=True, slots=True)
class Reached:
    """A step that the clock has reached: its true time, and whether anybody is told of it."""

    step: Step
    at: datetime
    notify: bool


def due_thresholds(
    state: ClockState,
    calendar: Calendar,
    ladder: Ladder,
    *,
    at: datetime,
    already: Collection[tuple[str, int]] = (),
) -> tuple[Reached, ...]:
    """The steps reached by `at` that are not `already` recorded (their keys), oldest first.

    After a silence several come at once: all are to be recorded at their true time, and only
    one, the highest, carries `notify`. A stopped clock has none.
    """
    now = whole_second(at)
    reached = sorted(
        (when, nth)
        for nth, when in _instants(state, calendar, ladder, already)
        if _fires_at(state, ladder.steps[nth], when) <= now
    )
    highest = max((nth for _, nth in reached), default=None)
    return tuple(Reached(ladder.steps[nth], when, nth == highest) for when, nth in reached)


def next_fire_at(
    state: ClockState,
    calendar: Calendar,
    ladder: Ladder,
    *,
    already: Collection[tuple[str, int]] = (),
) -> datetime | None:
    """When due_thresholds next has something to say; it may lie in the past.

    None when nothing is left, or while paused or stopped with nothing missed.
    """
    instants = _instants(state, calendar, ladder, already)
    return min((_fires_at(state, ladder.steps[nth], when) for nth, when in instants), default=None)


def parse_ladder(rows: Sequence[Mapping[str, Any]]) -> Ladder:
    """A ladder from [{"percent": 50, "level": 0}, {"minutes_after_breach": 480, "level": 2}].

    `actions` may list words; without it a step notifies. Raises InvalidLadder.
    """
    steps = []
    for row in rows:
        try:
            fields = {**row, "level": Level(row["level"])}
            if "actions" in fields:
                fields["actions"] = tuple(fields["actions"])
            steps.append(Step(**fields))
        except (KeyError, TypeError, ValueError) as wrong:
            raise InvalidLadder(f"Not a step of a ladder: {dict(row)!r}.") from wrong
    return Ladder(tuple(steps))


def _instants(
    state: ClockState, calendar: Calendar, ladder: Ladder, already: Collection[tuple[str, int]]
) -> list[tuple[int, datetime]]:
    if not state.is_open:
        return []
    open_steps = [(nth, s) for nth, s in enumerate(ladder.steps) if s.key not in already]
    instants = ((nth, _true_time(state, calendar, step)) for nth, step in open_steps)
    return [(nth, when) for nth, when in instants if when is not None]


def _true_time(state: ClockState, calendar: Calendar, step: Step) -> datetime | None:
    """When the clock reached the step or will, all pauses to come aside."""
    breached_at = state.breached_at or state.due_at
    if step.minutes_after_breach is not None:
        if breached_at is None:
            return None
        return reached_at(state, calendar, step.minutes_after_breach * 60, since=breached_at)
    if step.percent == BREACH_PERCENT:
        return breached_at
    share_s = -(-state.target_s * (step.percent or 0) // 100)
    when = reached_at(state, calendar, share_s, since=state.started_at)
    if when is None:
        return None
    # A share of a new target cannot have been missed before that target was set.
    when = max(when, state.target_set_at)
    # Nobody is warned of a breach that has happened, as after a later, longer target.
    return None if state.breached_at and when > state.breached_at else when


def _fires_at(state: ClockState, step: Step, when: datetime) -> datetime:
    """An instant equal to the due is still on time, so the breach shows one second later."""
    return (
        when + ONE_SECOND if step.percent == BREACH_PERCENT and state.breached_at is None else when
    )
