"""Opening a case from what was said, so that nothing confided reaches an ordinary office."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from bot.turn import Turn
from bot.verbs import joining
from cases.models import Case
from cases.models.case import Origin
from cases.services.gathering import gather
from cases.services.learning import learn
from cases.services.matter import Matter
from cases.services.opening import open_case
from channels_app.models import InboundMessage
from workflows import lookup

# How far back what we did not understand still belongs to the case that comes of it.
EARLIER: Final = timedelta(days=1)
ORIGINS: Final = {
    "webchat": Origin.WEBCHAT,
    "telegram": Origin.TELEGRAM,
    "messenger": Origin.MESSENGER,
}
PRIVACY: Final = "PRV.REQUEST"


def file(turn: Turn, order: Mapping[str, Any]) -> None:
    """Open a case for the matter that was heard; the first question goes with its receipt."""
    told = turn.told
    missed = turn.conversation.misses
    case = file_message(
        turn,
        category=told.category,
        programme=told.programme,
        area=told.area,
        since_on=told.since_on,
    )
    turn.meant = case
    if missed:
        gather_earlier(turn, case)
    if told.stays_unnamed:
        learn(case, stays_unnamed=True)
    turn.settle()


def privacy(turn: Turn, order: Mapping[str, Any]) -> None:
    """Open a request about the person's own data, apart from any matter of theirs."""
    turn.meant = file_message(turn, category=lookup.category(PRIVACY))
    turn.settle()


def human(turn: Turn, order: Mapping[str, Any]) -> None:
    """Hand over to a person: the case that waits, or a new one for the national intake."""
    case = turn.meant or turn.cases.waiting
    if case is None:
        turn.meant = file_message(turn)
        gather_earlier(turn, turn.meant)
    else:
        joining.join(turn, case, "human_soon")
    turn.settle()


def file_message(turn: Turn, **known: Any) -> Case:
    """Open a case with this message in it.

    Words that may belong to a disclosure stay in its thread, and the case opens without any:
    the reply is then that of a phone that disclosed nothing.
    """
    if turn.confided is not None:
        turn.keep(None)
        return open_with(turn, "", None, **known)
    if turn.is_kept:
        return open_with(turn, turn.words, None, **known)
    turn.is_kept = True
    return open_with(turn, turn.words, turn.message, **known)


def enquiry_of(turn: Turn) -> Matter:
    """A question that is answered in this turn; what gives a household away is not kept in it."""
    told = turn.told
    is_private = told.household is not None or turn.confided is not None
    if is_private:
        turn.keep(None)
    inbound = None if turn.is_kept else turn.message
    turn.is_kept = True
    return _matter(
        turn,
        "" if is_private else turn.words,
        inbound,
        category=told.category or lookup.category(turn.understood.category),
        programme=lookup.programme(turn.understood.programme),
    )


def open_with(turn: Turn, words: str, inbound: InboundMessage | None, **known: Any) -> Case:
    """Open a case with these words; its receipt counts among what this phone is sent."""
    question = turn.saying.take_question()
    case = open_case(
        _matter(
            turn,
            words,
            inbound,
            question=question.text if question else "",
            buttons=question.buttons if question else (),
            **known,
        )
    )
    turn.has_filed = True
    if case.is_urgent and not case.is_sensitive:
        turn.saying.count("emergency")
    elif not case.is_sensitive:
        turn.saying.count("receipt")
        turn.conversation.knows_purpose |= turn.contact.stopped_at is None
    return case


def _matter(turn: Turn, words: str, inbound: InboundMessage | None, **known: Any) -> Matter:
    return Matter(
        origin=ORIGINS.get(turn.contact.channel.kind, Origin.SMS),
        narrative=words,
        received_at=turn.message.received_at,
        language=turn.language,
        contact=turn.contact,
        inbound=inbound,
        first_contact=not turn.conversation.knows_purpose,
        **known,
    )


def gather_earlier(turn: Turn, case: Case) -> None:
    """Give the human also what this phone said before and we did not understand."""
    if turn.disclosed is None:
        gather(case, contact=turn.contact, since=turn.at - EARLIER)
