"""Actions about a matter: opening a case, adding to one, saying how it stands, ending it."""

from abc import ABC, abstractmethod

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.actions.orders import order

Events = list[dict[str, object]]


class Order(Action, ABC):
    """An action that is one verb."""

    @property
    @abstractmethod
    def verb(self) -> str:
        """What the worker shall do."""

    def name(self) -> str:
        """The verb's name in the domain."""
        return f"action_{self.verb}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Events:
        """Order it."""
        order(dispatcher, self.verb)
        return []


class File(Order):
    """Open a case for the matter."""

    verb = "file"


class Confide(Order):
    """Open a case for focal points alone, and ask nothing."""

    verb = "confide"


class Appeal(Order):
    """Open a case against a decision."""

    verb = "appeal"


class Add(Order):
    """Add the words to the case that they belong to."""

    verb = "add"


class KeepMedia(Order):
    """Keep a voice note or a picture as evidence."""

    verb = "keep_media"


class Status(Order):
    """Say where a case stands."""

    verb = "status"


class Confirm(Order):
    """Close a case that the person says is solved."""

    verb = "confirm"


class Reopen(Order):
    """Put a case back to work that the person says is not solved."""

    verb = "reopen"


class Thanks(Order):
    """Hear thanks, which confirm nothing."""

    verb = "thanks"


class Rate(Order):
    """Keep a rating."""

    verb = "rate"


class Withdraw(Order):
    """Take a case back at the person's clear wish."""

    verb = "withdraw"


class Human(Order):
    """Hand over to a person."""

    verb = "human"


class Stop(Order):
    """Send no more."""

    verb = "stop"


class Start(Order):
    """Send again."""

    verb = "start"


class Language(Order):
    """Write in another language from now on."""

    verb = "language"


class Privacy(Order):
    """Open a request about the person's own data."""

    verb = "privacy"
