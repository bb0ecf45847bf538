"""Looking a case up by its reference, which is no secret: status and date, never content."""

from bot import speech
from bot.turn import Turn
from cases.models import Case


def named(turn: Turn) -> bool:
    """Answer a message that holds a reference number.

    One that is not of this phone may stand in a story: the story counts then.
    """
    if turn.reference is None:
        return False
    if turn.named is None and turn.understood.states_matter and turn.confided is None:
        return False
    _tell(turn, turn.named)
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
        turn.say("status_ended", case=case, reference=speech.reference_of(case))
    turn.settle()
