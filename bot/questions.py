"""Answers to the one question that we have open: what it is about, or where."""

from bot import speech
from bot.models import Awaiting
from bot.nlu.commands import digit
from bot.turn import Turn
from cases.models import Case
from cases.services.classifying import classify
from workflows import lookup
from workflows.areas import names_in, resolve_places


def answered(turn: Turn) -> bool:
    """Take the words as the answer to our question, if one is open about an open case."""
    case = turn.conversation.case
    if case is None or not case.is_open or case.is_sensitive or digit(turn.words) is not None:
        return False
    if turn.conversation.awaiting == Awaiting.WHAT:
        return _what(turn, case)
    if turn.conversation.awaiting == Awaiting.PLACE:
        return _where(turn, case)
    return False


def _what(turn: Turn, case: Case) -> bool:
    understood = turn.understood
    if understood.kind in ("greeting", "unclear") and not understood.places:
        return False
    category = lookup.category(understood.category) or case.category
    programme = lookup.programme(understood.programme) or case.programme
    area = resolve_places(understood.places).area or case.area
    turn.keep(case)
    classify(case, category=category, programme=programme, area=area)
    turn.settle()
    turn.say("receipt_existing", case=case, **speech.promise_of(_fresh(case), turn.language))
    return True


def _where(turn: Turn, case: Case) -> bool:
    # The answer to "where?" is often the bare name; in a sentence it follows a word for village.
    placement = resolve_places(names_in(turn.words))
    if placement.area is None:
        placement = resolve_places(turn.understood.places)
    if placement.area is None:
        # One question is enough: whatever it says stays in the thread for the officer.
        turn.settle()
        return False
    turn.keep(case)
    classify(case, category=case.category, programme=case.programme, area=placement.area)
    turn.settle()
    turn.say("receipt_existing", case=case, **speech.promise_of(_fresh(case), turn.language))
    return True


def _fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)
