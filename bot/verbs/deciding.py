"""Where a case stands, and the person's own say on it."""

from collections.abc import Mapping
from typing import Any

from bot.turn import Turn
from bot.verbs.promising import promise_of
from cases.models import Case
from cases.reference import display
from cases.services import closing, reopening
from cases.services.learning import rate as keep_rating
from workflows.lifecycle import CaseState


def status(turn: Turn, order: Mapping[str, Any]) -> None:
    """The same words for an unknown case, another phone's and a restricted one."""
    case = turn.meant
    turn.keep(case)
    if case is None:
        turn.say("status_unknown")
    elif case.is_open:
        turn.say("status_neutral", case=case, **promise_of(case, turn.language))
    else:
        turn.say("status_ended", case=case, reference=display(case.reference))
    turn.settle()


def confirm(turn: Turn, order: Mapping[str, Any]) -> None:
    """Solved: close the case."""
    if turn.meant is None:
        return
    turn.keep(turn.meant)
    if turn.meant.state == CaseState.RESOLVED:
        closing.close(turn.meant, confirmed=True)
    turn.settle()


def reopen(turn: Turn, order: Mapping[str, Any]) -> None:
    """Not solved: the case goes back to work. The words stay in its thread."""
    if turn.meant is None:
        return
    turn.keep(turn.meant)
    reopening.reopen(turn.meant, reason="not solved")
    turn.settle()


def thanks(turn: Turn, order: Mapping[str, Any]) -> None:
    """Politeness, or a receipt taken for a solution: heard, and no confirmation."""
    turn.keep(turn.meant)
    if turn.meant is None:
        turn.settle()


def rate(turn: Turn, order: Mapping[str, Any]) -> None:
    """Keep what the person thought of how it went."""
    turn.keep(turn.meant)
    if turn.meant is not None and turn.told.stars:
        keep_rating(turn.meant, stars=turn.told.stars)
        turn.say("rating_thanks", case=turn.meant)
    turn.settle()


def withdraw(turn: Turn, order: Mapping[str, Any]) -> None:
    """Take the case back: asked once more in this thread, and clearly answered."""
    case = Case.objects.filter(pk=turn.meant.pk, is_sensitive=False).first() if turn.meant else None
    if case is not None and case.is_open:
        turn.keep(case)
        closing.withdraw(case, reason="withdrawn by the person")
    turn.settle()
