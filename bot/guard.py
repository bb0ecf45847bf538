"""The safety screen's consequences: a case for the focal point, and silence elsewhere."""

from bot.nlu.pipeline import disclosed
from bot.nlu.safety import Finding
from bot.turn import Turn
from bot.verbs import filing
from cases.models import Case
from cases.queries import of_contact
from workflows import lookup


def disclosure(turn: Turn) -> bool:
    """Open a restricted case, or an urgent one; never ask, never argue.

    True when nothing more is to be heard; an ordinary matter in the same message goes on, without
    the words that disclose.
    """
    finding = disclosed(turn.words)
    if finding is None:
        return False
    if not finding.sensitive:
        _emergency(turn, finding)
        return True
    _restricted(turn, finding)
    if not finding.rest:
        return True
    turn.go_on_with(finding.rest)
    return False


def _restricted(turn: Turn, finding: Finding) -> None:
    # Nothing remembers it, not even the language in which this phone is answered later.
    turn.learns_language = False
    known = of_contact.restricted_case(turn.contact, finding.category)
    if known is not None:
        # The caller id may add to a thread; it is told nothing of it.
        turn.keep_in(known)
    else:
        _open(turn, finding)


def _emergency(turn: Turn, finding: Finding) -> None:
    urgent = turn.cases.urgent
    if urgent is not None:
        turn.keep_in(urgent)
        turn.say("emergency", case=urgent)
    else:
        _open(turn, finding)
    turn.settle()


def _open(turn: Turn, finding: Finding) -> Case:
    turn.is_kept = True
    return filing.open_with(
        turn,
        turn.words,
        turn.message,
        category=lookup.category(finding.category),
        sensitive=finding.sensitive,
        urgent=finding.urgent,
    )
