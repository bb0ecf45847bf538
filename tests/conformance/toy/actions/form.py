"""The order form: what it asks for depends on the size."""

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker, ValidationAction
from rasa_sdk.events import AllSlotsReset, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection

Events = list[dict[str, Any]]
Slots = dict[str, Any]
MANY = 10
ORDERED = ("size", "topping", "count", "sure", "in_a_rush", "tags")


class ValidateOrderForm(FormValidationAction):
    def name(self) -> str:
        return "validate_order_form"

    async def required_slots(
        self, domain_slots: list[str], dispatcher: Any, tracker: Tracker, domain: Any
    ) -> list[str]:
        if tracker.get_slot("size") == "large":
            return ["size", "count", *domain_slots[1:]]
        return domain_slots

    def extract_count(self, dispatcher: Any, tracker: Tracker, domain: Any) -> Slots:
        intent = tracker.latest_message["intent"]["name"]
        asked = tracker.get_slot("requested_slot") == "count"
        return {"count": 2} if asked and intent == "affirm" else {}

    def validate_size(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> Slots:
        if value in {"small", "large"}:
            return {"size": value}
        dispatcher.utter_message(text="No such size.")
        return {"size": None}

    def validate_count(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> Slots:
        if not isinstance(value, int):
            raise ActionExecutionRejection(self.name())
        if value > MANY:
            dispatcher.utter_message(json_message={"text": "too_many", "most": MANY})
            return {"count": None}
        return {"count": value}

    def validate_topping(self, value: Any, dispatcher: Any, tracker: Tracker, domain: Any) -> Slots:
        return {"topping": value}

    async def next_requested_slot(self, dispatcher: Any, tracker: Tracker, domain: Any) -> Any:
        if tracker.get_slot("topping") == "none":
            # Enough was asked: the form ends early.
            return SlotSet("requested_slot", None)
        return await super().next_requested_slot(dispatcher, tracker, domain)


class ExtractTags(Action):
    def name(self) -> str:
        return "action_extract_tags"

    async def run(self, dispatcher: Any, tracker: Tracker, domain: Any) -> Events:
        intent = (tracker.latest_message.get("intent") or {}).get("name")
        return [SlotSet("tags", intent)] if intent == "rush" else []


class ValidateMappings(ValidationAction):
    def validate_colour(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> Slots:
        if value == "purple":
            dispatcher.utter_message(json_message={"text": "no_purple"})
            return {"colour": None}
        return {"colour": value}


class AskSure(Action):
    def name(self) -> str:
        return "action_ask_order_form_sure"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        dispatcher.utter_message(
            text=f"{tracker.get_slot('size')} with {tracker.get_slot('topping')}?",
            buttons=[{"title": "Yes", "payload": "/affirm"}, {"title": "No", "payload": "/deny"}],
        )
        return []


class PlaceOrder(Action):
    def name(self) -> str:
        return "action_place_order"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        order = {name: tracker.get_slot(name) for name in ORDERED}
        dispatcher.utter_message(json_message={"do": "order", **order})
        dispatcher.utter_message(json_message={"text": "ordered"})
        dispatcher.utter_message(response="utter_other_colour", colour="that")
        dispatcher.utter_message(response="utter_unknown")
        return [AllSlotsReset()]
