"""The safety screen's consequences: a case for the focal point, and silence elsewhere."""

from bot.nlu.safety import Finding, screen
from bot.speech import state_matter
from bot.turn import Turn
from cases.models import Case
from cases.models.case import Origin
from cases.queries import of_contact
from cases.services.opening import Matter, open_case
from workflows import lookup


def disclosure(turn: Turn) -> bool:
    """Open a restricted case, or an urgent one; never ask, never argue."""
    finding = screen(turn.words)
    if finding is None:
        return False
    if finding.sensitive:
        _restricted(turn, finding)
    else:
        _emergency(turn, finding)
    return True


def _restricted(turn: Turn, finding: Finding) -> None:
    known = of_contact.restricted_case(turn.contact, finding.category)
    if known is not None:
        # The caller id may add to a thread; it is told nothing of it.
        turn.keep(known)
    else:
        _open(turn, finding)
    if finding.rest:
        state_matter(turn, finding.rest, inbound=None)


def _emergency(turn: Turn, finding: Finding) -> None:
    waiting = turn.cases.waiting
    if waiting and waiting.is_urgent:
        turn.keep(waiting)
        turn.say("emergency", case=waiting)
    else:
        _open(turn, finding)
    turn.settle()


def _open(turn: Turn, finding: Finding) -> Case:
    return open_case(
        Matter(
            origin=Origin.SMS,
            narrative=turn.words,
            received_at=turn.message.received_at,
            language=turn.language,
            category=lookup.category(finding.category),
            sensitive=finding.sensitive,
            urgent=finding.urgent,
            contact=turn.contact,
            inbound=turn.message,
        )
    )
