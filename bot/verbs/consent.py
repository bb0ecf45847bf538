"""What the person wants to hear from us, and in which language."""

from collections.abc import Mapping
from typing import Any

from bot.nlu.commands import command
from bot.turn import Turn
from channels_app import contacts


def stop(turn: Turn, order: Mapping[str, Any]) -> None:
    """Send no more, except what is asked for."""
    turn.keep(turn.cases.waiting)
    contacts.stop(turn.contact)
    turn.say("stop_done")
    turn.settle()


def start(turn: Turn, order: Mapping[str, Any]) -> None:
    """Send again."""
    turn.keep(turn.cases.waiting)
    contacts.start(turn.contact)
    turn.say("start_done")
    turn.settle()


def language(turn: Turn, order: Mapping[str, Any]) -> None:
    """Write in the language that was asked for."""
    said = command(turn.words)
    turn.keep(None)
    if said is not None and said.language:
        turn.language = turn.contact.language = said.language
        turn.contact.save(update_fields=["language"])
    turn.say("language_changed")
