"""Actions that do what few actions should."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import (
    ActiveLoop,
    ConversationPaused,
    FollowupAction,
    ReminderScheduled,
    Restarted,
    SlotSet,
    UserUtteranceReverted,
)
from rasa_sdk.executor import CollectingDispatcher

Events = list[dict[str, Any]]


class Spin(Action):
    def name(self) -> str:
        return "action_spin"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        dispatcher.utter_message(text="round")
        return [FollowupAction("action_spin")]


class Hold(Action):
    def name(self) -> str:
        return "action_hold"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        dispatcher.utter_message(text="held")
        return [ConversationPaused()]


class Crash(Action):
    def name(self) -> str:
        return "action_crash"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        dispatcher.utter_message(text="never heard")
        raise ValueError("a person's words could stand here")


class Jump(Action):
    def name(self) -> str:
        return "action_jump"

    async def run(self, dispatcher: Any, tracker: Tracker, domain: Any) -> Events:
        return [ActiveLoop(None), FollowupAction("action_landed")]


class Landed(Action):
    def name(self) -> str:
        return "action_landed"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        dispatcher.utter_message(text="landed", json_message={"text": "landed"})
        return []


class Forget(Action):
    def name(self) -> str:
        return "action_forget"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        dispatcher.utter_message(text="what?")
        return [UserUtteranceReverted()]


class Anew(Action):
    def name(self) -> str:
        return "action_anew"

    async def run(self, dispatcher: Any, tracker: Tracker, domain: Any) -> Events:
        return [SlotSet("note", "gone"), Restarted()]


class Remind(Action):
    def name(self) -> str:
        return "action_remind"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        dispatcher.utter_message(text="later")
        at = datetime(2001, 1, 1, tzinfo=UTC)
        return [ReminderScheduled("greet", trigger_date_time=at), SlotSet("note", "kept")]


class Wait(Action):
    def name(self) -> str:
        return "action_wait"

    async def run(self, dispatcher: Any, tracker: Tracker, domain: Any) -> Events:
        await asyncio.sleep(1)
        return []
