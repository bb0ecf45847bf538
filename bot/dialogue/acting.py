"""Runs an action by its name: a response, a form, one of the engine's own, or a custom one."""

from dataclasses import dataclass, field
from typing import Any, Final

import structlog

from bot.dialogue import events, forms, replies
from bot.dialogue.assets.domain import DEFAULT_ACTIONS, Domain
from bot.dialogue.events import FROM_ACTIONS, Event
from bot.dialogue.executors import VERSION, Executor
from bot.dialogue.tracker import Tracker

# Each says a response of this name, where there is one.
SAYS: Final = {
    events.RESTART: "utter_restart",
    events.FALLBACK: "utter_default",
    events.BACK: "utter_back",
}
THEN: Final = {
    events.RESTART: [events.bare("restart")],
    events.FALLBACK: [events.bare("rewind")],
    events.BACK: [events.bare("rewind"), events.bare("rewind")],
}
log = structlog.get_logger(__name__)


@dataclass
class Stage:
    """What a turn plays on: the domain, where custom actions run, and the channel."""

    domain: Domain
    executor: Executor
    channel: str
    at: float
    said: list[Event] = field(default_factory=list)

    def act(self, name: str, tracker: Tracker) -> list[Event]:
        """Run an action and give its events. Raises ActionRejected and ActionFailed."""
        domain = self.domain
        own = name in DEFAULT_ACTIONS and name not in domain.actions and name not in domain.forms
        if own:
            return self._own(name, tracker)
        if name.startswith("utter_"):
            return self.utter(name, tracker)
        if name in domain.forms and name not in domain.actions:
            return forms.run(self, domain.forms[name], tracker)
        return self.custom(name, tracker)

    def utter(self, name: str, tracker: Tracker, **facts: Any) -> list[Event]:
        """Say a response; one that does not exist says nothing."""
        message = self._response(name, tracker, facts)
        return [] if message is None else [replies.said(message)]

    def _response(
        self, name: str, tracker: Tracker, facts: dict[str, Any]
    ) -> dict[str, Any] | None:
        seed = f"{tracker.sender}/{len(tracker.events)}/{name}"
        chosen = replies.choose(self.domain.responses.get(name, ()), self.channel, seed)
        return None if chosen is None else replies.filled(chosen, {**tracker.now.slots, **facts})

    def _own(self, name: str, tracker: Tracker) -> list[Event]:
        if name in SAYS:
            return [*self.utter(SAYS[name], tracker), *THEN[name]]
        if name == events.SESSION_START:
            return self._session_start(tracker)
        if name == events.DEACTIVATE_LOOP:
            return [events.active_loop(None), events.slot(events.REQUESTED_SLOT, None)]
        if name == events.EXTRACT_SLOTS:
            from bot.dialogue.extraction import extract

            return extract(self, tracker)
        return []

    def _session_start(self, tracker: Tracker) -> list[Event]:
        carried: dict[str, Any] = {}
        if self.domain.session.carry_over:
            base = tracker.started().slots
            first = tracker.table.initial
            carried = {name: value for name, value in base.items() if value != first.get(name)}
            for event in tracker.applied():
                if event["event"] == "slot":
                    # The latest value, at the place of the latest.
                    carried.pop(event["name"], None)
                    carried[event["name"]] = event.get("value")
        return [
            events.bare("session_started"),
            *(events.slot(name, value) for name, value in carried.items()),
            events.action(events.LISTEN),
        ]

    def custom(self, name: str, tracker: Tracker) -> list[Event]:
        """Run a custom action."""
        outcome = self.executor.run(call(name, tracker, self.domain))
        spoken = []
        for response in outcome.responses:
            message = self._spoken(response, tracker)
            if message is not None:
                spoken.append(replies.said(message))
        return [*spoken, *(event for event in outcome.events if self._taken(name, event))]

    def _spoken(self, response: dict[str, Any], tracker: Tracker) -> dict[str, Any] | None:
        """Join what an action says itself with the response that it names, if it names one."""
        named = response.get("response")
        facts = {key: value for key, value in response.items() if key != "response"}
        message: dict[str, Any] = {}
        if named:
            found = self._response(named, tracker, facts)
            if found is None:
                return None
            message = found
        buttons = [*message.get("buttons", []), *(response.get("buttons") or [])]
        own = {key: response[key] for key in ("text", "custom") if response.get(key)}
        return {**message, **own, "buttons": buttons}

    def _taken(self, name: str, event: Event) -> bool:
        kind = event.get("event")
        if kind in FROM_ACTIONS:
            return True
        # A reminder, for one: no clock of this engine would ever ring it.
        log.error("dialogue_event_refused", code=str(kind), task=name)
        return False


def call(name: str, tracker: Tracker, domain: Domain) -> dict[str, Any]:
    """Write the call that Rasa would send to an action server."""
    now = tracker.now
    message = now.latest_message
    loop = (
        {"name": now.loop, "rejected": now.rejected, "is_interrupted": now.interrupted}
        if now.loop
        else {}
    )
    return {
        "next_action": name,
        "sender_id": tracker.sender,
        "version": VERSION,
        "domain": domain.raw,
        "tracker": {
            "sender_id": tracker.sender,
            "slots": dict(now.slots),
            "latest_message": dict(message["parse_data"]) if message else {},
            "latest_event_time": tracker.events[-1].get("timestamp") if tracker.events else None,
            "followup_action": now.followup,
            "paused": now.paused,
            "events": list(tracker.events),
            "latest_input_channel": message.get("input_channel") if message else None,
            "active_loop": loop,
            "latest_action": {"action_name": now.latest_action} if now.latest_action else {},
            "latest_action_name": now.latest_action,
        },
    }
