"""Answers to the one question that we have open."""

import re
from collections.abc import Callable
from typing import Final

from bot.dialogue.interface import Payload
from bot.hearing import identity
from bot.models import Awaiting
from bot.nlu.commands import digit
from bot.turn import Told, Turn
from cases.models import Case
from workflows import lookup
from workflows.areas import names_in, resolve_places
from workflows.lifecycle import CaseState

UNCLEAR: Final = "unclear"
LONGEST_NAME: Final = 60
MOST_WORDS_OF_A_NAME: Final = 6
FEW_LETTERS: Final = 3
_DIGIT: Final = re.compile(r"\d")
_LETTER: Final = re.compile(r"[^\W\d_]")
# Questions about a case, which count only while it waits for its first officer.
OF_A_CASE: Final = (
    Awaiting.WHAT, Awaiting.PROGRAMME, Awaiting.PLACE, Awaiting.SINCE, Awaiting.NAME,
    Awaiting.MAY_CALL,
)  # fmt: skip


def given(turn: Turn) -> Payload | None:
    """Take the words as the answer to our question, unless they are clearly something else.

    Once an officer has the case it is the officer who says what it is about; the words stay in
    the thread.
    """
    asked = Awaiting(turn.conversation.awaiting)
    if turn.message.media_count:
        return None
    if asked == Awaiting.RATING:
        return _rating(turn)
    if asked in (Awaiting.CARD, Awaiting.FACT):
        return identity.answered(turn, asked)
    return _of_a_case(turn, asked) if asked in OF_A_CASE else None


def _of_a_case(turn: Turn, asked: Awaiting) -> Payload | None:
    case = turn.conversation.case
    if case is None or not still_waits(case):
        turn.settle()
        turn.begins_anew = True
        return None
    turn.meant = case
    value = READERS[asked](turn, case)
    if value == UNCLEAR and _is_something_else(turn, case):
        return None
    if turn.confided is not None:
        # Heard like an answer, so that no reply shows the difference; nothing of it is noted.
        turn.told = Told()
    return Payload("inform", {str(asked.value): value})


def _rating(turn: Turn) -> Payload | None:
    stars = digit(turn.words)
    if stars is None or not 1 <= stars <= 5:  # noqa: PLR2004 - one to five
        return None
    turn.told.stars, turn.meant = stars, turn.conversation.case
    return Payload("rate")


def still_waits(asked: Case) -> bool:
    """Whether a case still waits for its first officer: after that the officer asks."""
    case = Case.objects.all().locked(asked)
    waits = case.state == CaseState.ASSIGNED and case.officer_id is None
    return waits and not case.is_sensitive


def _is_something_else(turn: Turn, case: Case) -> bool:
    """Words that state another matter, or that we know what to do with, are no bad answer."""
    understood = turn.understood
    if understood.states_matter and understood.category:
        return True
    return turn.read.intent not in ("unclear", "complaint", "menu_choice", "provide_reference")


def _what(turn: Turn, case: Case) -> str:
    understood = turn.understood
    if len(_LETTER.findall(turn.words)) <= FEW_LETTERS:
        return UNCLEAR
    turn.told.category = lookup.category(understood.category)
    turn.told.programme = lookup.programme(understood.programme)
    turn.told.area = resolve_places(understood.places).area
    return "told"


def _programme(turn: Turn, case: Case) -> str:
    turn.told.programme = lookup.programme(turn.understood.programme)
    return turn.told.programme.code if turn.told.programme else UNCLEAR


def _place(turn: Turn, case: Case) -> str:
    # The answer to "where?" is often the bare name; in a sentence it follows a word for village.
    # To "in which district?" it belongs to the name that was given before.
    said, before = names_in(turn.words), turn.conversation.kept.split("\n")
    tries = (said, [*said, *before], list(turn.understood.places))
    placements = [resolve_places(names) for names in tries if any(names)]
    sure = next((placement for placement in placements if placement.area), None)
    if sure is not None:
        turn.told.area = sure.area
        return "told"
    if any(placement.ambiguous for placement in placements):
        turn.conversation.kept = "\n".join(said)
        return "ambiguous"
    return UNCLEAR


def _since(turn: Turn, case: Case) -> str:
    turn.told.since_on = turn.read.since.day if turn.read.since else None
    return "told" if turn.told.since_on else UNCLEAR


def _name(turn: Turn, case: Case) -> str:
    name = " ".join(turn.words.split())
    letters = len(_LETTER.findall(name))
    is_long = len(name) > LONGEST_NAME or len(name.split(" ")) > MOST_WORDS_OF_A_NAME
    if letters < FEW_LETTERS - 1 or is_long or _DIGIT.search(name):
        return UNCLEAR
    if turn.understood.states_matter and turn.understood.category:
        return UNCLEAR
    turn.told.name = name
    return "told"


def _may_call(turn: Turn, case: Case) -> str:
    return UNCLEAR


READERS: Final[dict[str, Callable[[Turn, Case], str]]] = {
    Awaiting.WHAT: _what,
    Awaiting.PROGRAMME: _programme,
    Awaiting.PLACE: _place,
    Awaiting.SINCE: _since,
    Awaiting.NAME: _name,
    Awaiting.MAY_CALL: _may_call,
}
