"""One turn: a message, who sent it, where the conversation stands, and what we say back."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Final, cast

from bot.models import Awaiting, Conversation
from bot.nlu.language import Language, language_of
from bot.nlu.matters import Understanding, understand
from cases.models import Case
from cases.queries.of_contact import CasesOfContact
from cases.services import telling
from cases.texts import purpose_of, render
from channels_app.models import Contact, InboundMessage
from timekeeping.now import now

# Two machines that answer each other end here; so does the bill of a flood from one number.
MOST_OF_ONE_TEXT: Final = 2
MOST_TEXTS: Final = 8
WITHIN: Final = timedelta(hours=1)


@dataclass
class Turn:
    """What every step of the engine works on."""

    message: InboundMessage
    contact: Contact
    conversation: Conversation
    words: str
    language: str
    at: datetime = field(default_factory=now)

    @classmethod
    def of(cls, message: InboundMessage) -> "Turn":
        """Open the conversation; the inbox holds the lock of this person meanwhile."""
        contact = message.contact
        assert contact is not None  # noqa: S101 - the inbox attaches it before it hands over
        # No race: one at a time for each person. A new one is written at the end of the turn.
        conversation = Conversation.objects.filter(contact=contact).first() or Conversation(
            contact=contact
        )
        language = language_of(message.body, otherwise=cast("Language", contact.language or "km"))
        if language != contact.language:
            contact.language = language
            contact.save(update_fields=["language"])
        return cls(message, contact, conversation, message.body, language)

    @property
    def is_first(self) -> bool:
        """Whether this phone never wrote before."""
        return self.conversation.pk is None

    @cached_property
    def cases(self) -> CasesOfContact:
        """The cases that this address wrote about, as they stood when the turn began."""
        return CasesOfContact.of(self.contact)

    @cached_property
    def understood(self) -> Understanding:
        """What an ordinary message is about."""
        return understand(self.words)

    def keep(self, case: Case | None) -> None:
        """Give the message its one place."""
        if case is None:
            telling.thread(self.message, contact=self.contact, case=None)
        else:
            telling.join(self.message, contact=self.contact, case=case)

    def say(self, text: str, *, case: Case | None = None, **values: Any) -> bool:
        """Queue one of our texts, unless this person had enough of it within the hour."""
        if not self._in_budget(text):
            return False
        return telling.say(
            self.contact,
            body=render(text, self.language, **values),
            purpose=purpose_of(text),
            case=case,
            answering=True,
        )

    def wait_for(self, what: str, *, case: Case | None = None, options: Any = ()) -> None:
        """Remember the one question that is open; the last one wins."""
        self.conversation.awaiting = what
        self.conversation.case = case
        self.conversation.options = list(options)

    def settle(self) -> None:
        """No question is open any more."""
        self.wait_for(Awaiting.NOTHING)
        self.conversation.misses = 0

    def save(self) -> None:
        """Store where the conversation stands."""
        self.conversation.updated_at = self.at
        self.conversation.save()

    def _in_budget(self, text: str) -> bool:
        since = self.at - WITHIN
        recent = {
            key: kept
            for key, instants in self.conversation.said.items()
            if (kept := [i for i in instants if datetime.fromisoformat(i) > since])
        }
        spent = len(recent.get(text, ())) >= MOST_OF_ONE_TEXT
        if spent or sum(map(len, recent.values())) >= MOST_TEXTS:
            self.conversation.said = recent
            return False
        recent.setdefault(text, []).append(self.at.isoformat())
        self.conversation.said = recent
        return True
