"""What one turn says: gathered, kept within what one person is sent, and put into few texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.models import Conversation
from cases.contact import COMMAND
from cases.models import Case
from cases.services import telling
from cases.texts import labels_of, purpose_of, render
from channels_app import registry
from channels_app.buttons import numbered
from channels_app.kind import Button
from channels_app.models import Contact

# Two machines that answer each other end here; so does the bill of a flood from one number.
MOST_OF_ONE_TEXT: Final = 2
MOST_TEXTS: Final = 12
# In a chat nobody pays by the text, and a conversation has more turns.
MOST_OF_ONE_TEXT_IN_A_CHAT: Final = 10
MOST_TEXTS_IN_A_CHAT: Final = 60
WITHIN: Final = timedelta(hours=1)
MOST_PARTS: Final = 3


@dataclass(frozen=True)
class Question:
    """A question of ours that goes in the same text as what is said before it."""

    text: str
    buttons: tuple[Button, ...]


@dataclass
class Said:
    """One text of ours, in words."""

    body: str
    purpose: str
    case: Case | None
    buttons: tuple[Button, ...] = ()


@dataclass
class Saying:
    """The texts of one turn."""

    contact: Contact
    conversation: Conversation
    at: datetime
    texts: list[Said] = field(default_factory=list)
    # The question of this turn, for whoever can say it with a receipt.
    question: Question | None = None

    def take_question(self) -> Question | None:
        """Give the question to whoever says it now; it is not said a second time."""
        question, self.question = self.question, None
        return question

    def add(
        self,
        text: str,
        language: str,
        values: Mapping[str, str],
        *,
        case: Case | None = None,
        payloads: tuple[str, ...] = (),
        labels: tuple[str, ...] = (),
    ) -> bool:
        """Say a text, unless this person had enough of it within the hour; False when held."""
        if not self._in_budget(text):
            return False
        shown = labels or labels_of(text, language)
        buttons = tuple(map(Button, shown, payloads))
        purpose = purpose_of(text)
        self.texts.append(Said(render(text, language, **values), purpose, case, buttons))
        return self.contact.stopped_at is None or purpose == COMMAND

    def add_words(self, words: str, *, purpose: str, case: Case | None) -> None:
        """Say an approved answer, which is no text of the tables."""
        if self._in_budget(purpose):
            self.texts.append(Said(words, purpose, case))

    def leave(self) -> None:
        """Queue what was gathered, as few texts as the channel's length allows."""
        for said in self._joined():
            telling.say(
                self.contact,
                body=said.body,
                purpose=said.purpose,
                case=said.case,
                answering=True,
                buttons=said.buttons,
            )
        self.texts = []

    def count(self, text: str) -> None:
        """Count a text that went out, against what one person is sent within the hour."""
        recent = self._recent()
        recent.setdefault(text, []).append(self.at.isoformat())
        self.conversation.said = recent

    def _joined(self) -> list[Said]:
        joined: list[Said] = []
        for said in self.texts:
            before = joined[-1] if joined else None
            together = before and self._together(before, said)
            if before and together:
                joined[-1] = together
            else:
                joined.append(said)
        return joined

    def _together(self, before: Said, after: Said) -> Said | None:
        """One text of two, where the first has no buttons; after STOP a command leaves alone."""
        if before.buttons or self.contact.stopped_at is not None:
            return None
        both = Said(
            f"{before.body}\n{after.body}",
            before.purpose,
            before.case or after.case,
            after.buttons,
        )
        kind = registry.get(self.contact.channel.kind)
        if kind.cap_parts is None:
            return both
        text = kind.prepare(numbered(both.body, both.buttons))
        return both if kind.segments(text).parts <= MOST_PARTS else None

    def _in_budget(self, text: str) -> bool:
        chat = registry.get(self.contact.channel.kind).cap_parts is None
        most_of_one = MOST_OF_ONE_TEXT_IN_A_CHAT if chat else MOST_OF_ONE_TEXT
        most = MOST_TEXTS_IN_A_CHAT if chat else MOST_TEXTS
        recent = self._recent()
        if len(recent.get(text, ())) >= most_of_one or sum(map(len, recent.values())) >= most:
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
