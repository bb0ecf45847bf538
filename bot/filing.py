"""Opening a case from what was said, so that nothing confided reaches an ordinary office."""

from datetime import timedelta
from typing import Any, Final

from bot.turn import Turn
from cases.models import Case
from cases.models.case import Origin
from cases.services.gathering import gather
from cases.services.matter import Matter
from cases.services.opening import open_case

# How far back what we did not understand still belongs to the case that comes of it.
EARLIER: Final = timedelta(days=1)


def file_message(turn: Turn, **known: Any) -> Case:
    """Open a case with this message in it.

    Words that may belong to a disclosure stay in its thread, and the case opens without any:
    the reply is then that of a phone that disclosed nothing.
    """
    if turn.confided is None:
        return file(turn, turn.words, inbound=turn.message, **known)
    turn.keep(None)
    return file(turn, "", **known)


def file(turn: Turn, words: str, **known: Any) -> Case:
    """Open a case with these words; its receipt counts among what this phone is sent."""
    case = open_case(
        Matter(
            origin=Origin.SMS,
            narrative=words,
            received_at=turn.message.received_at,
            language=turn.language,
            contact=turn.contact,
            first_contact=not turn.conversation.knows_purpose,
            **known,
        )
    )
    if case.is_urgent and not case.is_sensitive:
        turn.count("emergency")
    elif not case.is_sensitive:
        turn.count("receipt")
        turn.conversation.knows_purpose |= turn.contact.stopped_at is None
    return case


def gather_earlier(turn: Turn, case: Case) -> None:
    """Give the human also what this phone said before and we did not understand."""
    if turn.disclosed is None:
        gather(case, contact=turn.contact, since=turn.at - EARLIER)
