"""One turn of the embedded engine: a tracker and a message in, a tracker and a reply out.

No database, no clock and no network of its own; what custom actions run on is handed in.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import structlog

from bot.dialogue import events, replies
from bot.dialogue.acting import Stage
from bot.dialogue.admission import admit
from bot.dialogue.assets.domain import Domain
from bot.dialogue.errors import ActionFailed, ActionRejected
from bot.dialogue.events import LISTEN, SESSION_START, Event
from bot.dialogue.executors import Executor
from bot.dialogue.interface import Answer, Payload
from bot.dialogue.policy import Policy, Prediction
from bot.dialogue.shortening import shortened
from bot.dialogue.tracker import Tracker

MOST_ACTIONS: Final = 10
SECONDS_A_MINUTE: Final = 60
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Engine:
    """The domain, its rules, and where its custom actions run."""

    domain: Domain
    policy: Policy
    executor: Executor

    def turn(
        self, tracker: Tracker, payload: Payload, *, channel: str, now: datetime
    ) -> tuple[Tracker, tuple[Answer, ...]]:
        """Take one message. Raises DialogueUnavailable; the given tracker stays as it was."""
        stage = Stage(self.domain, self.executor, channel, now.timestamp())
        turn = Turn(self, stage, tracker.copy())
        turn.begin()
        turn.hear(admit(payload, self.domain))
        turn.play()
        said = tuple(answer for event in stage.said for answer in replies.answers(event))
        return shortened(turn.tracker), said


@dataclass
class Turn:
    """A turn in the making."""

    engine: Engine
    stage: Stage
    tracker: Tracker

    def begin(self) -> None:
        """Begin a session, where there is none or the last one was too long ago."""
        applied = self.tracker.applied()
        if not applied or self._expired(applied):
            self._run(Prediction(SESSION_START))

    def _expired(self, applied: list[Event]) -> bool:
        minutes = self.engine.domain.session.minutes
        spoken = next((event for event in reversed(applied) if event["event"] == "user"), None)
        spoken = spoken or self.tracker.started().latest_message
        if minutes <= 0 or spoken is None:
            return False
        return bool((self.stage.at - spoken["timestamp"]) / SECONDS_A_MINUTE > minutes)

    def hear(self, payload: Payload) -> None:
        """Take the message, and fill slots from it."""
        entities = [
            {"entity": name, "value": each}
            for name, value in payload.slots.items()
            for each in (value if isinstance(value, list) else [value])
        ]
        text, channel = payload.text(), self.stage.channel
        self._log(events.user(text, payload.intent, entities, channel))
        self._happen(self.stage.act(events.EXTRACT_SLOTS, self.tracker))

    def play(self) -> None:
        """Run actions until the bot listens."""
        more, steps = True, 0
        while more and self._speaking():
            steps += 1
            # Steps count what declined as well.
            if self._too_many() or steps > 2 * MOST_ACTIONS:
                log.error("dialogue_circuit_broken", task=self.tracker.now.latest_action)
                # Rasa leaves it there, and every later message breaks again: we listen.
                self._log(events.action(LISTEN))
                return
            more = self._run(self._next())

    def _speaking(self) -> bool:
        return not self.tracker.now.paused or self.tracker.intent == "restart"

    def _too_many(self) -> bool:
        ran = 0
        for event in reversed(self.tracker.events):
            if event["event"] == "action":
                if event["name"] in {LISTEN, SESSION_START}:
                    break
                ran += 1
        return ran >= MOST_ACTIONS

    def _next(self) -> Prediction:
        followup = self.tracker.now.followup
        if followup:
            self.tracker.now.followup = None
            if followup in self.engine.domain.all_actions:
                return Prediction(followup)
            log.error("dialogue_followup_unknown")
        prediction = self.engine.policy.predict(self.tracker)
        if prediction.action == self._declined():
            # What just declined is not asked again.
            return replace(prediction, action=events.FALLBACK)
        return prediction

    def _declined(self) -> str | None:
        kinds = {"action", "action_execution_rejected"}
        last = next((e for e in reversed(self.tracker.events) if e["event"] in kinds), None)
        return last["name"] if last and last["event"] == "action_execution_rejected" else None

    def _run(self, prediction: Prediction) -> bool:
        """Run one action; returns whether another follows."""
        name = prediction.action
        more = name not in {LISTEN, SESSION_START}
        before = [events.loop_interrupted()] if prediction.interrupts else []
        trying = self.tracker.copy()
        trying.update(*before)
        try:
            happened = self.stage.act(name, trying)
        except ActionRejected:
            self._log(events.rejected(name))
            return more
        except ActionFailed as error:
            # Only where it broke: what it says may quote a person.
            log.error("dialogue_action_failed", task=name, exc_info=error.__cause__)  # noqa: TRY400
            happened = []
        if not any(event["event"] == "action_execution_rejected" for event in happened):
            self._log(*before, events.action(name))
        self._happen(happened)
        return more

    def _happen(self, happened: list[Event]) -> None:
        self._log(*happened)
        self.stage.said += [event for event in happened if event["event"] == "bot"]

    def _log(self, *happened: Event) -> None:
        self.tracker.update(*({**event, "timestamp": self.stage.at} for event in happened))
