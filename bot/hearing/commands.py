"""Exact commands: stop, start, help, status, a human, another language."""

from typing import Final

from bot.dialogue.interface import Payload
from bot.nlu.commands import command, yes_or_no
from bot.turn import Turn

INTENTS: Final = {
    "stop": "stop",
    "start": "start",
    "help": "help",
    "status": "check_status",
    "human": "talk_to_human",
    "language": "change_language",
}


def given(turn: Turn) -> Payload | None:
    """A command that stands alone; inside a sentence the word is just text."""
    said = command(turn.words)
    if said is None or said.name not in INTENTS or _is_an_answer(turn):
        return None
    if said.name == "status":
        turn.meant = turn.cases.latest
    if said.name == "start" and turn.words.startswith("/") and turn.contact.stopped_at is None:
        # How a chat on Telegram begins, with nobody having told us to stop.
        return Payload("greeting")
    return Payload(INTENTS[said.name])


def _is_an_answer(turn: Turn) -> bool:
    """Whether a "yes", which also is START, is one: to an officer, to "solved?", to a question."""
    if yes_or_no(turn.words) is None or turn.contact.stopped_at is not None:
        return False
    asked = turn.cases.awaiting is not None or turn.solution is not None
    return asked or bool(turn.conversation.options)
