"""A choice from what was offered: a button that was pressed, or the digit of its line."""

import json
import re
from typing import Final

from bot.dialogue.interface import Payload
from bot.hearing.answers import still_waits
from bot.hearing.speech import file_or_join
from bot.models import Awaiting
from bot.nlu.commands import digit, yes_or_no
from bot.turn import Turn
from workflows import lookup

_PAYLOAD: Final = re.compile(r"/([a-z_]+)(\{.*\})?")
# "yes" and "no" choose where exactly two things were offered, the first of which agrees.
YES_OR_NO: Final = ("yes", "no")


def pressed(turn: Turn) -> Payload | None:
    """A button under a message of ours; an old one, whose question is settled, is just a word."""
    payload = turn.message.payload
    if payload in turn.conversation.options:
        return _taken(turn, payload)
    return None


def chosen(turn: Turn) -> Payload | None:
    """A bare digit chooses from what was offered last; any other shows the menu.

    A "1" sent twice to confirm a solution must not open a complaint.
    """
    options = turn.conversation.options
    number = digit(turn.words)
    word = yes_or_no(turn.words)
    if number is None and word is not None and len(options) == len(YES_OR_NO):
        number = YES_OR_NO.index(word) + 1
    if number is None:
        return None
    if 1 <= number <= len(options):
        return _taken(turn, options[number - 1])
    if turn.conversation.awaiting not in (Awaiting.NOTHING, Awaiting.MENU):
        return None
    turn.meant = turn.conversation.case
    return Payload("menu_choice")


def read(payload: str) -> Payload:
    """Read what stands behind a button of ours: "/intent" or "/intent{facts}"."""
    found = _PAYLOAD.fullmatch(payload)
    if found is None:
        raise ValueError(payload)
    return Payload(found[1], json.loads(found[2]) if found[2] else {})


def _taken(turn: Turn, payload: str) -> Payload:
    said = read(payload)
    if said.intent == "inform":
        return _answer(turn, said)
    if said.intent == "check_status":
        turn.meant = turn.cases.latest
    elif said.intent == "open_matter":
        return file_or_join(turn, said)
    elif said.intent in ("withdraw_yes", "withdraw_no"):
        turn.meant = turn.conversation.case
    return said


def _answer(turn: Turn, said: Payload) -> Payload:
    """An answer to a question about a case, while it is still ours to ask."""
    case = turn.conversation.case
    turn.meant = case
    if case is None or not still_waits(case):
        turn.settle()
        turn.begins_anew = True
        return Payload("more")
    turn.told.may_call = {"yes": True, "no": False}.get(str(said.slots.get("may_call")))
    turn.told.programme = lookup.programme(str(said.slots.get("programme", "")))
    return said
