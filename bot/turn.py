"""One turn: a message, who sent it, where the conversation stands, and what we say back."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Final, cast

from bot.models import Awaiting, Conversation
from bot.nlu.apart import stands_apart
from bot.nlu.language import Language, language_of
from bot.nlu.matters import Understanding, understand
from bot.nlu.references import find_reference
from cases.models import Case
from cases.queries import of_contact
from cases.queries.of_contact import CasesOfContact
from cases.services import telling
from cases.texts import purpose_of, render
from channels_app.models import Contact, InboundMessage
from timekeeping.now import now
from workflows.lifecycle import CaseState

# Two machines that answer each other end here; so does the bill of a flood from one number.
MOST_OF_ONE_TEXT: Final = 2
MOST_TEXTS: Final = 8
WITHIN: Final = timedelta(hours=1)
# How long after a disclosure an unclear message is taken as more of it.
STILL_CONFIDING: Final = timedelta(days=7)


@dataclass
class Turn:
    """What every step of the engine works on."""

    message: InboundMessage
    contact: Contact
    conversation: Conversation
    words: str
    language: str
    # Whether the phone is to be written to in this language from now on.
    learns_language: bool = False
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
        is_new = language != contact.language
        contact.language = language
        return cls(message, contact, conversation, message.body, language, is_new)

    @cached_property
    def cases(self) -> CasesOfContact:
        """The cases that this address wrote about, as they stood when the turn began."""
        return CasesOfContact(newest=()) if self.contact.is_new else CasesOfContact.of(self.contact)

    @cached_property
    def understood(self) -> Understanding:
        """What an ordinary message is about."""
        return understand(self.words)

    @cached_property
    def reference(self) -> str | None:
        """The reference number in the words."""
        return find_reference(self.words)

    @cached_property
    def named(self) -> Case | None:
        """The case of this address that the reference names; never a restricted one."""
        return of_contact.named(self.contact, self.reference) if self.reference else None

    @cached_property
    def solution(self) -> Case | None:
        """The resolved case whose decision this address got, with nothing opened since."""
        decided = self.cases.ended_without_a_newer(CaseState.RESOLVED)
        return of_contact.decision_put_to(self.contact, decided)

    @cached_property
    def disclosed(self) -> Case | None:
        """The restricted case in which this address confided something in the last days."""
        if not self.cases.restricted:
            return None
        since = self.at - STILL_CONFIDING
        return of_contact.last_confided(self.contact, self.cases.restricted, since=since)

    @cached_property
    def confided(self) -> Case | None:
        """The restricted case that these words may add to: no ordinary case gets them.

        What shows that it is another matter stands on its own: a digit, a command, or a matter
        or an officer's answer told without a word of anybody else.
        """
        case = self.disclosed
        asked = self.cases.awaiting is not None
        return None if case is None or stands_apart(self.words, asked=asked) else case

    def keep(self, case: Case | None) -> None:
        """Give the message its one place; what may add to a disclosure goes nowhere else."""
        home = self.confided or case or self.disclosed
        if home is None:
            telling.thread(self.message, contact=self.contact, case=None)
        else:
            telling.join(self.message, contact=self.contact, case=home)

    def keep_in(self, case: Case) -> None:
        """Give the message to this very case, whatever was confided before."""
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
        if self.learns_language:
            self.contact.save(update_fields=["language"])

    def count(self, text: str) -> None:
        """Count a text that went out, against what one phone is sent within the hour."""
        recent = self._recent()
        recent.setdefault(text, []).append(self.at.isoformat())
        self.conversation.said = recent

    def _in_budget(self, text: str) -> bool:
        recent = self._recent()
        spent = len(recent.get(text, ())) >= MOST_OF_ONE_TEXT
        if spent or sum(map(len, recent.values())) >= MOST_TEXTS:
            return False
        self.count(text)
        return True

    def _recent(self) -> dict[str, list[str]]:
        since = self.at - WITHIN
        return {
            key: kept
            for key, instants in self.conversation.said.items()
            if (kept := [i for i in instants if datetime.fromisoformat(i) > since])
        }
