"""The safety screen's consequences: a case for the focal point, and silence elsewhere."""

from bot.filing import file
from bot.nlu.pipeline import disclosed
from bot.nlu.safety import Finding
from bot.speech import state_matter
from bot.turn import Turn
from cases.models import Case
from cases.queries import of_contact
from workflows import lookup


def disclosure(turn: Turn) -> bool:
    """Open a restricted case, or an urgent one; never ask, never argue."""
    finding = disclosed(turn.words)
    if finding is None:
        return False
    if finding.sensitive:
        _restricted(turn, finding)
    else:
        _emergency(turn, finding)
    return True


def _restricted(turn: Turn, finding: Finding) -> None:
    # Nothing remembers it, not even the language in which this phone is answered later.
    turn.learns_language = False
    known = of_contact.restricted_case(turn.contact, finding.category)
    if known is not None:
        # The caller id may add to a thread; it is told nothing of it.
        turn.keep_in(known)
    else:
        _open(turn, finding)
    if finding.rest:
        state_matter(turn, finding.rest)


def _emergency(turn: Turn, finding: Finding) -> None:
    urgent = turn.cases.urgent
    if urgent is not None:
        turn.keep_in(urgent)
        turn.say("emergency", case=urgent)
    else:
        _open(turn, finding)
    turn.settle()


def _open(turn: Turn, finding: Finding) -> Case:
    return file(
        turn,
        turn.words,
        inbound=turn.message,
        category=lookup.category(finding.category),
        sensitive=finding.sensitive,
        urgent=finding.urgent,
    )
