"""What a person says while an officer waits for the answer: it is the answer."""

import re
from typing import Final

from bot.dialogue.interface import Payload
from bot.nlu.cues import lexicon
from bot.nlu.matters import is_readable
from bot.nlu.normalise import looks_legacy
from bot.turn import Turn

_LETTER: Final = re.compile(r"[^\W\d_]")
FEW_LETTERS: Final = 12


def answered(turn: Turn) -> Payload | None:
    """Give the words to the case in which somebody waits for them; the wait is over.

    Also a digit, a "no", or a number that has the form of a reference: what was asked is not
    known here. Only looking up a case of this address is something else.
    """
    case = turn.cases.awaiting
    if case is None or turn.confided is not None or not _can_be_read(turn):
        return None
    if turn.named is not None and (turn.named.pk != case.pk or _is_bare(turn.words)):
        return None
    turn.settle()
    turn.begins_anew = True
    turn.meant = case
    return Payload("media" if turn.message.media_count else "more")


def _can_be_read(turn: Turn) -> bool:
    if turn.message.media_count:
        return True
    return is_readable(turn.words) and not looks_legacy(turn.words)


def _is_bare(words: str) -> bool:
    """Say whether there is only the number, or the number with a word such as "case"."""
    letters = len(_LETTER.findall(words))
    return letters == 0 or (letters <= FEW_LETTERS and bool(lexicon().read(words).spans("status")))
