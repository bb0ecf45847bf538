"""One turn: a message, who sent it, where the conversation stands, and what comes of it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Final, cast

from bot.models import Awaiting, Conversation
from bot.nlu.apart import stands_apart
from bot.nlu.commands import exact
from bot.nlu.language import Language, language_of
from bot.nlu.matters import Understanding, understand
from bot.nlu.pipeline import Read, read
from bot.nlu.references import find_reference
from bot.saying import Saying
from cases.knowledge import KnowledgeAnswer
from cases.models import Case
from cases.queries import of_contact
from cases.queries.of_contact import CasesOfContact
from cases.registry import Confirmed
from cases.services import telling
from channels_app.models import Contact, InboundMessage
from timekeeping.now import now
from workflows.lifecycle import CaseState
from workflows.models import Area, Category, Programme

# How long after a disclosure an unclear message is taken as more of it.
STILL_CONFIDING: Final = timedelta(days=7)
# How long a question of ours stays open; the dialogue's session_expiration_time is the same.
STILL_OPEN: Final = timedelta(minutes=1440)
# The questions whose answer needs what was said before: a name that many places bear, a number.
KEEP: Final = (Awaiting.PLACE, Awaiting.FACT)


@dataclass
class Told:
    """What the words were understood to answer: the verbs act on it, the dialogue never sees it."""

    category: Category | None = None
    programme: Programme | None = None
    area: Area | None = None
    since_on: date | None = None
    name: str = ""
    may_call: bool | None = None
    stays_unnamed: bool = False
    stars: int = 0
    # Categories that the words may be about, the likelier first.
    guesses: tuple[str, ...] = ()
    answer: KnowledgeAnswer | None = None
    household: Confirmed | None = None


@dataclass
class Turn:
    """What the hearing reads and the verbs work on."""

    message: InboundMessage
    contact: Contact
    conversation: Conversation
    words: str
    language: str
    # Whether the phone is to be written to in this language from now on.
    learns_language: bool = False
    at: datetime = field(default_factory=now)
    # The case that the words are about, once it is known.
    meant: Case | None = None
    told: Told = field(default_factory=Told)
    # Whether a question of ours was open when the message came.
    was_asked: bool = False
    # Set once the message has its one thread.
    is_kept: bool = False
    # Set once a case was opened in this turn: its receipt says that everything is noted.
    has_filed: bool = False
    # The dialogue forgets its open form first: another matter begins, or somebody else took over.
    begins_anew: bool = False

    @classmethod
    def of(cls, message: InboundMessage) -> "Turn":
        """Open the conversation; the inbox holds the lock of this person meanwhile."""
        contact = message.contact
        assert contact is not None  # noqa: S101 - the inbox attaches it before it hands over
        # No race: one at a time for each person. A new one is written at the end of the turn.
        known = Conversation.objects.select_related("case").filter(contact=contact)
        conversation = known.first() or Conversation(contact=contact)
        # STOP and the like are English on every phone: they tell nothing of the person's language.
        spoken = "" if contact.language and exact(message.body) else message.body
        language = language_of(spoken, otherwise=cast("Language", contact.language or "km"))
        is_new = language != contact.language
        contact.language = language
        turn = cls(message, contact, conversation, message.body, language, is_new)
        turn.forget_what_is_old()
        turn.was_asked = conversation.awaiting not in (Awaiting.NOTHING, Awaiting.MENU)
        return turn

    @cached_property
    def saying(self) -> Saying:
        """What is to be said at the end of the turn."""
        return Saying(self.contact, self.conversation, self.at)

    @cached_property
    def cases(self) -> CasesOfContact:
        """The cases that this address wrote about, as they stood when the turn began."""
        return CasesOfContact(newest=()) if self.contact.is_new else CasesOfContact.of(self.contact)

    @cached_property
    def understood(self) -> Understanding:
        """What an ordinary message is about."""
        return understand(self.words)

    @cached_property
    def read(self) -> Read:
        """Everything that the words say; read once the words are known to be ordinary."""
        return read(self.words, now=self.at)

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

    def go_on_with(self, words: str) -> None:
        """Hear from here on only these words: the rest stays with the focal point."""
        self.words = words
        for stale in ("understood", "read"):
            self.__dict__.pop(stale, None)
        self.reference = self.named = self.confided = None

    def keep(self, case: Case | None) -> None:
        """Give the message its one place; what may add to a disclosure goes nowhere else."""
        self._keep(self.confided or case or self.disclosed)

    def keep_in(self, case: Case) -> None:
        """Give the message to this very case, whatever was confided before."""
        self._keep(case)

    def _keep(self, home: Case | None) -> None:
        if self.is_kept:
            return
        self.is_kept = True
        if home is None:
            telling.thread(self.message, contact=self.contact, case=None)
        else:
            telling.join(self.message, contact=self.contact, case=home)

    def say(self, text: str, *, case: Case | None = None, **values: str) -> None:
        """Say one of our texts at the end of the turn."""
        self.saying.add(text, self.language, values, case=case)

    def wait_for(self, what: str, *, case: Case | None = None, options: Any = ()) -> None:
        """Remember the one question that is open; the last one wins."""
        self.conversation.awaiting = what
        self.conversation.case = case
        self.conversation.options = list(options)

    def settle(self) -> None:
        """No question is open any more."""
        self.wait_for(Awaiting.NOTHING)
        self.conversation.misses = 0

    def forget_what_is_old(self) -> None:
        """A question is void a day later, and as soon as its case is restricted."""
        asked = self.conversation
        is_old = bool(asked.pk) and asked.updated_at < self.at - STILL_OPEN
        if is_old or (asked.case is not None and asked.case.is_sensitive):
            self.settle()
            self.begins_anew = True

    def save(self) -> None:
        """Store where the conversation stands; what was kept for a question goes with it."""
        if self.conversation.awaiting not in KEEP:
            self.conversation.kept = ""
        self.conversation.updated_at = self.at
        self.conversation.save()
        if self.learns_language:
            self.contact.save(update_fields=["language"])
