"""Writing down an answer to a question of ours."""

from collections.abc import Mapping
from typing import Any, Final

from bot.turn import Turn
from bot.verbs.promising import promise_of
from cases.models import Case
from cases.services.classifying import classify
from cases.services.learning import learn

OF_THE_MATTER: Final = ("what", "programme", "place")


def note(turn: Turn, order: Mapping[str, Any]) -> None:
    """Put the answer where it belongs. What is known already is not overwritten."""
    case = turn.meant
    if case is None:
        return
    turn.keep(case)
    turn.conversation.misses = 0
    if turn.confided is not None:
        return
    if order["slot"] in OF_THE_MATTER:
        _fill(turn, case)
        return
    told = turn.told
    learn(
        case,
        since_on=told.since_on,
        name=told.name,
        stays_unnamed=order["slot"] == "name" and not told.name,
        may_call=told.may_call,
    )


def noted(turn: Turn, order: Mapping[str, Any]) -> None:
    """All is told: say until when there will be an answer, unless a receipt has just said so."""
    case = turn.meant
    if case is not None and not turn.has_filed:
        turn.keep(case)
        turn.say("receipt_existing", case=case, **promise_of(case, turn.language))
    turn.settle()


def missed(turn: Turn, order: Mapping[str, Any]) -> None:
    """Count what was not understood: the second in a row goes to a human."""
    turn.conversation.misses += 1


def _fill(turn: Turn, asked: Case) -> None:
    """Fill in what the case lacks."""
    case = Case.objects.get(pk=asked.pk)
    told = turn.told
    lacked = (case.category, case.programme, case.area)
    known = (
        case.category or told.category,
        case.programme or told.programme,
        case.area or told.area,
    )
    if known != lacked:
        classify(case, category=known[0], programme=known[1], area=known[2])
        turn.meant = Case.objects.get(pk=case.pk)
