"""Answering a question at once, from what was approved for today."""

from collections.abc import Mapping
from typing import Any, Final

from bot.turn import Turn
from bot.verbs.filing import enquiry_of
from cases.services import enquiring

# The gate's word for what we tell of our own accord; "not solved" is then about it.
NOTICE: Final = "notice"


def answer(turn: Turn, order: Mapping[str, Any]) -> None:
    """Say the approved words, and record the enquiry as answered."""
    found = turn.told.answer
    if found is None:
        return
    case = enquiring.answered(enquiry_of(turn), origin=found.origin, text=found.words)
    turn.meant = case
    turn.saying.add_words(found.words, purpose=NOTICE, case=case)
    turn.settle()
