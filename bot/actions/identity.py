"""The identity form: nothing is told before a number and a second fact fit together."""

from typing import Any, Final

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.actions.matters import Events
from bot.actions.orders import order
from bot.actions.reporting import MOST_TRIES, UNCLEAR

CONFIRMED: Final = "confirmed"
NOT_CONFIRMED: Final = "not_confirmed"


class ValidateIdentity(FormValidationAction):
    """Judges what the register said of the number and the fact together."""

    def name(self) -> str:
        """The name that the form looks for."""
        return "validate_identity_form"

    def validate_card(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> dict[str, Any]:
        """A number of a card or household; after a second miss the form ends."""
        if value != UNCLEAR:
            return {"card": value}
        return _again(tracker, {"card": None}, {"card": "unknown", "fact": "unknown"})

    def validate_fact(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> dict[str, Any]:
        """Which of the two was wrong is not said: both are asked for again, once."""
        if value not in (UNCLEAR, NOT_CONFIRMED):
            return {"fact": value}
        if value == NOT_CONFIRMED and int(tracker.get_slot("tries") or 0) + 1 < MOST_TRIES:
            dispatcher.utter_message(json_message={"text": "registry_not_confirmed"})
        return _again(tracker, {"card": None, "fact": None}, {"fact": NOT_CONFIRMED})


class Tell(Action):
    """Order what the register says to be told, or a human where it says nothing."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_tell"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Events:
        """Tell, or hand over."""
        fact = tracker.get_slot("fact")
        if fact == CONFIRMED:
            order(dispatcher, "tell", about=str(tracker.get_slot("about")))
        else:
            about = str(tracker.get_slot("about"))
            order(dispatcher, "not_told", because=str(fact), about=about)
        return [SlotSet(slot, None) for slot in ("card", "fact", "about", "tries")]


def _again(tracker: Tracker, ask: dict[str, Any], give_up: dict[str, Any]) -> dict[str, Any]:
    tries = int(tracker.get_slot("tries") or 0) + 1
    if tries < MOST_TRIES:
        return {**ask, "tries": float(tries)}
    return {**give_up, "tries": 0.0}
