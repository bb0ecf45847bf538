"""Exact commands: stop, start, help, status, a human, another language."""

from bot import menu, references, speech
from bot.nlu.commands import command, yes_or_no
from bot.turn import Turn
from channels_app import contacts


def obey(turn: Turn) -> bool:
    """Carry out a command that stands alone; inside a sentence the word is just text."""
    said = command(turn.words)
    if said is None or said.name not in VERBS or _is_an_answer(turn):
        return False
    VERBS[said.name](turn)
    return True


def _is_an_answer(turn: Turn) -> bool:
    """Whether a "yes", which also is START, is one: to an officer's question, or "solved?"."""
    if yes_or_no(turn.words) is None or turn.contact.stopped_at is not None:
        return False
    return turn.cases.awaiting is not None or turn.solution is not None


def _stop(turn: Turn) -> None:
    turn.keep(turn.cases.waiting)
    contacts.stop(turn.contact)
    turn.say("stop_done")
    turn.settle()


def _start(turn: Turn) -> None:
    turn.keep(turn.cases.waiting)
    contacts.start(turn.contact)
    turn.say("start_done")
    turn.settle()


def _help(turn: Turn) -> None:
    turn.keep(None)
    menu.show(turn, "help")


def _status(turn: Turn) -> None:
    references.latest(turn)


def _human(turn: Turn) -> None:
    speech.to_a_human(turn)


def _language(turn: Turn) -> None:
    said = command(turn.words)
    turn.keep(None)
    if said is not None and said.language:
        turn.language = turn.contact.language = said.language
        turn.contact.save(update_fields=["language"])
    turn.say("language_changed")


VERBS = {
    "stop": _stop,
    "start": _start,
    "help": _help,
    "status": _status,
    "human": _human,
    "language": _language,
}
