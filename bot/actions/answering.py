"""Actions about what can be answered at once, and about what was not understood."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.actions.matters import Events
from bot.actions.orders import order


class Answer(Action):
    """Give the approved answer; where there is none, an officer gives it."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_answer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Events:
        """Order the answer, or a case for the question."""
        order(dispatcher, "answer" if tracker.get_slot("answer") == "known" else "file")
        return []


class Unclear(Action):
    """Offer what was probably meant, or the menu; the second time a human."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_unclear"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Events:
        """Choose by what was missed before, and by what kind of words they are."""
        if tracker.get_slot("again") == "yes":
            order(dispatcher, "human")
            return []
        order(dispatcher, "missed")
        intent = tracker.get_intent_of_latest_message()
        if intent == "unclear" and tracker.get_slot("suggests") == "yes":
            dispatcher.utter_message(json_message={"text": "did_you_mean", "options": "guesses"})
        else:
            dispatcher.utter_message(response=f"utter_{intent}")
        return []
