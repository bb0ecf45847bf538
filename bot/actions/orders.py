"""What an action hands to the worker: a verb to carry out."""

from rasa_sdk.executor import CollectingDispatcher


def order(dispatcher: CollectingDispatcher, verb: str, **facts: str) -> None:
    """Put a verb into the batch of this turn."""
    dispatcher.utter_message(json_message={"do": verb, **facts})
