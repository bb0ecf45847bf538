"""Lets planned cases happen, step by step in the order of time, through the verbs of the desk."""

import heapq
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Final

from cases import worker as case_worker
from cases.errors import CaseError
from cases.models import Case
from channels_app import worker as channel_worker
from channels_app.models import Channel, OutboundMessage, OutboundState
from config.demo import desk, person, time_machine
from config.demo.plans import Course, Plan
from workflows.lifecycle import CaseState
from workflows.models.sla import Metric
from workflows.sla.calendar import Calendar, add, between

Say = Callable[[str], None]
NIGHT: Final = timedelta(hours=24)
MINUTE_S: Final = 60
WORKING_DAY_S: Final = 27_000
NEVER: Final = datetime.max.replace(tzinfo=UTC)
# What the person does, and the state in which it makes sense.
EXPECTS: Final = {
    "confirm": CaseState.RESOLVED,
    "object": CaseState.RESOLVED,
    "tell": CaseState.AWAITING,
}
PERSONS_STEPS: Final = frozenset(EXPECTS)
PROMISES: Final = (Metric.RESOLUTION, Metric.SAFE_REFERRAL)

# What follows the opening, by course.
STEPS: Final[dict[Course, tuple[str, ...]]] = {
    Course.RESOLVED: ("accept", "answer", "resolve", "confirm"),
    Course.ASKED: ("accept", "ask", "tell", "resolve", "confirm"),
    Course.REFERRED: ("accept", "refer", "take_on", "resolve", "confirm"),
    Course.REFUSED: ("accept", "refer", "send_back", "accept", "resolve", "confirm"),
    Course.REOPENED: ("accept", "answer", "resolve", "object", "accept", "resolve", "confirm"),
    Course.ON_THE_SPOT: ("settle",),
    Course.WITHDRAWN: ("accept", "withdraw"),
    Course.MERGED: ("accept", "merge"),
    Course.WAITING: ("accept", "ask"),
    Course.OFFERED: ("accept", "refer"),
    Course.LEFT: ("accept",),
    Course.UNTOUCHED: (),
    Course.REJECTED: ("accept", "reject"),
}


@dataclass
class Life:
    """A planned case on its way."""

    plan: Plan
    steps: list[str]
    case: Case | None = None
    decided: int = 0


@dataclass
class World:
    """The queue of what happens next; the database's clock follows it."""

    channel: Channel
    hours: Calendar
    until: datetime
    say: Say
    _queue: list[tuple[datetime, int, Life, str]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)

    def live(self, plans: list[Plan]) -> None:
        """Let everything happen that happens before `until`."""
        for plan in plans:
            self._put(plan.received_at, Life(plan, ["open", *STEPS[plan.course]]))
        opened, night = 0, plans[0].received_at + NIGHT
        while self._queue and self._queue[0][0] < self.until:
            moment, _, life, step = heapq.heappop(self._queue)
            while night < moment:
                self._watch(night)
                night += NIGHT
            time_machine.go_to(moment)
            self._do(life, step, moment)
            if step == "open":
                opened += 1
                if opened % 50 == 0:
                    self.say(f"  {opened} of {len(plans)} cases, now {moment:%d %B}")
        self._watch(self.until)

    def _do(self, life: Life, step: str, moment: datetime) -> None:
        # Life may have taken another turn, such as a wait that ended by itself.
        with suppress(CaseError):
            _act(life, step, self.channel)
        _send()
        life.steps.pop(0)
        if life.steps and life.case is not None:
            self._put(_when(life, life.steps[0], moment, hours=self.hours), life)

    def _put(self, moment: datetime, life: Life) -> None:
        heapq.heappush(self._queue, (moment, next(self._order), life, life.steps[0]))

    def _watch(self, moment: datetime) -> None:
        time_machine.go_to(moment)
        while case_worker.watch():
            _send()


def _act(life: Life, step: str, channel: Channel) -> None:
    plan, case = life.plan, life.case
    if step == "open":
        life.case = person.open_case(plan, channel)
        return
    if case is None:
        return
    case.refresh_from_db()
    if case.state != EXPECTS.get(step, case.state):
        # Time went another way: the wait ended, or the window to answer closed.
        return
    # A restricted case does not exist for a text: its person speaks with the focal point.
    if step in PERSONS_STEPS and plan.origin == "sms" and not case.is_sensitive:
        person.write(plan, channel, person.ANSWERS[step].in_language(plan.language))
        return
    desk.VERBS[step](case, plan)
    life.decided += step == "resolve"


def _send() -> None:
    """Let the outbox and those who wait for it work, as the worker process does."""
    if not OutboundMessage.objects.filter(state=OutboundState.QUEUED).exists():
        return
    while channel_worker.run_once():
        pass
    while case_worker.hear():
        pass


def _when(life: Life, step: str, before: datetime, *, hours: Calendar) -> datetime:
    """Choose the instant of a step: offices act in office hours, people when they like."""
    plan = life.plan
    if step in PERSONS_STEPS:
        if step == "confirm" and not plan.confirms:
            return NEVER
        return before + timedelta(hours=8 + 9 * (plan.verdict % 12))
    if step == "accept":
        return add(hours, before, int(plan.acceptance_h * 3_600))
    if step in {"resolve", "settle"}:
        return max(_decision(life, before, hours), add(hours, before, 20 * MINUTE_S))
    return add(hours, before, (30 + 7 * (plan.verdict % 40)) * MINUTE_S)


def _decision(life: Life, before: datetime, hours: Calendar) -> datetime:
    """The plan's share of the time allowed; after a reopening, some days more."""
    case, plan = life.case, life.plan
    if case is None or plan.course == Course.ON_THE_SPOT:
        return before
    clock = case.clocks.filter(metric__in=PROMISES).first()
    if life.decided or clock is None or clock.due_at is None:
        return add(hours, before, int(plan.pace * 2 * WORKING_DAY_S))
    allowed = max(3_600, between(hours, plan.received_at, clock.due_at))
    return add(hours, plan.received_at, int(plan.pace * allowed))
