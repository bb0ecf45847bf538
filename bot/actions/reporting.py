"""The report form: one question at a time, asked twice at most, and then left to an officer."""

from typing import Any, Final

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.actions.matters import Events
from bot.actions.orders import order

UNCLEAR: Final = "unclear"
# The name is borne by many places: the district and the province are asked for.
AMBIGUOUS: Final = "ambiguous"
# Stands where somebody did not say: the form goes on and the officer asks.
UNKNOWN: Final = "unknown"
MOST_TRIES: Final = 2
SLOTS: Final = ("what", "programme", "place", "since", "name", "may_call")
# A question about a programme is answered by the office of the place; nothing else is needed.
FOR_A_QUESTION: Final = ("what", "place")


class ValidateReport(FormValidationAction):
    """Judges the answers; what was understood is noted on the case."""

    def name(self) -> str:
        """The name that the form looks for."""
        return "validate_report_form"

    async def required_slots(
        self,
        domain_slots: list[str],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: DomainDict,
    ) -> list[str]:
        """Ask less where the matter is a question."""
        is_question = tracker.get_slot("enquiry") == "yes"
        return [slot for slot in domain_slots if not is_question or slot in FOR_A_QUESTION]

    def validate_what(self, value: Any, *turn: Any) -> dict[str, Any]:
        """Any words tell what happened."""
        return _judged("what", value, *turn)

    def validate_programme(self, value: Any, *turn: Any) -> dict[str, Any]:
        """A programme of the catalogue."""
        return _judged("programme", value, *turn)

    def validate_place(self, value: Any, *turn: Any) -> dict[str, Any]:
        """One place; a name that many bear is asked for with its district and province."""
        judged = _judged("place", value, *turn)
        return {**judged, "place_was": value if judged["place"] is None else None}

    def validate_since(self, value: Any, *turn: Any) -> dict[str, Any]:
        """A day, a month, or how long ago."""
        return _judged("since", value, *turn)

    def validate_name(self, value: Any, *turn: Any) -> dict[str, Any]:
        """A name, or the wish to stay unnamed."""
        return _judged("name", value, *turn)

    def validate_may_call(self, value: Any, *turn: Any) -> dict[str, Any]:
        """Whether an officer may call this number."""
        return _judged("may_call", value, *turn)


class AskPlace(Action):
    """Ask where, and where in the country when the name alone did not say."""

    def name(self) -> str:
        """The name that the form looks for."""
        return "action_ask_report_form_place"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Events:
        """Choose the question."""
        many = AMBIGUOUS in (tracker.get_slot("place_was"), tracker.get_slot("place"))
        text = "ask_place_parent" if many else "ask_place"
        dispatcher.utter_message(json_message={"text": text, "asks": "place"})
        return []


class Noted(Action):
    """Say that everything is noted, and forget it: the next matter begins afresh."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_noted"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Events:
        """Order the last word of the report."""
        order(dispatcher, "noted")
        return [SlotSet(slot, None) for slot in (*SLOTS, "enquiry", "place_was", "tries")]


def _judged(
    slot: str,
    value: Any,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    domain: DomainDict,
) -> dict[str, Any]:
    """Take an answer, note it, or ask once more; what is known from the start needs no note."""
    requested = tracker.get_slot("requested_slot")
    asked = requested == slot
    if value in (UNCLEAR, AMBIGUOUS):
        tries = int(tracker.get_slot("tries") or 0) + asked
        if tries < MOST_TRIES:
            return {slot: None, "tries": float(tries)}
        return {slot: UNKNOWN, "tries": 0.0}
    if requested is not None:
        order(dispatcher, "note", slot=slot)
    return {slot: value, "tries": 0.0}
