"""Looking a case up by its reference, which is no secret: status and date, never content."""

from bot import speech
from bot.nlu.references import find_reference
from bot.turn import Turn
from cases.models import Case
from cases.queries import of_contact


def named(turn: Turn) -> bool:
    """Answer a message that holds a reference number."""
    reference = find_reference(turn.words)
    if reference is None:
        return False
    _tell(turn, of_contact.named(turn.contact, reference))
    return True


def latest(turn: Turn) -> None:
    """Answer "status" without a number: this address's newest case."""
    _tell(turn, turn.cases.latest)


def _tell(turn: Turn, case: Case | None) -> None:
    """The same words for an unknown case, another phone's and a restricted one."""
    turn.keep(case)
    if case is None:
        turn.say("status_unknown")
    elif case.is_open:
        turn.say("status_neutral", case=case, **speech.promise_of(case, turn.language))
    else:
        turn.say("status_ended", case=case, **speech.promise_of(case, turn.language))
    turn.settle()
