"""Who asks about a household: a number, and a second fact that the register confirms with it."""

import re
from typing import Final

from bot.dialogue.interface import Payload
from bot.models import Awaiting
from bot.nlu.normalise import normalise
from bot.turn import Turn
from cases import registry

# Cards and households have different numbers in different years: the register knows which is one.
_NUMBER: Final = re.compile(r"\d(?:[ ./-]{0,2}\d){4,19}")
_LETTER: Final = re.compile(r"[^\W\d_]")
FEW_LETTERS: Final = 25
WORDS: Final = {
    registry.Confirmed: "confirmed",
    registry.NotConfirmed: "not_confirmed",
    registry.Throttled: "throttled",
    registry.Unavailable: "unavailable",
}


def answered(turn: Turn, asked: Awaiting) -> Payload | None:
    """Take the number, or judge the second fact; None where the words are something else."""
    if asked == Awaiting.CARD:
        return _card(turn)
    if turn.understood.states_matter and turn.understood.category:
        return None
    return _fact(turn)


def _card(turn: Turn) -> Payload | None:
    found = _NUMBER.search(normalise(turn.words))
    if found is None:
        is_long = len(_LETTER.findall(turn.words)) > FEW_LETTERS
        return None if is_long else Payload("inform", {"card": "unclear"})
    turn.conversation.kept = found.group()
    return Payload("inform", {"card": "given"})


def _fact(turn: Turn) -> Payload:
    number = turn.conversation.kept
    result = registry.check(number, turn.words, contact=turn.contact, now=turn.at)
    if isinstance(result, registry.Confirmed):
        turn.told.household = result
    return Payload("inform", {"fact": WORDS[type(result)]})
