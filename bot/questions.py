"""Answers to the one question that we have open: what it is about, or where."""

from bot import speech
from bot.models import Awaiting
from bot.nlu.commands import digit
from bot.turn import Turn
from cases.models import Case
from cases.services.classifying import classify
from workflows import lookup
from workflows.areas import names_in, resolve_places
from workflows.lifecycle import CaseState
from workflows.models import Area, Category, Programme


def answered(turn: Turn) -> bool:
    """Take the words as the answer to our question, while the case waits for its first officer.

    Afterwards the officer says what a case is about and where; the words stay in the thread.
    """
    asked = turn.conversation.case
    if asked is None or digit(turn.words) is not None or turn.confided is not None:
        return False
    if turn.conversation.awaiting not in (Awaiting.WHAT, Awaiting.PLACE):
        return False
    case = Case.objects.all().locked(asked)
    if case.state != CaseState.ASSIGNED or case.officer_id is not None or case.is_sensitive:
        turn.settle()
        return False
    return _what(turn, case) if turn.conversation.awaiting == Awaiting.WHAT else _where(turn, case)


def _what(turn: Turn, case: Case) -> bool:
    understood = turn.understood
    if not understood.states_matter and not understood.places:
        return False
    return _fill(
        turn,
        case,
        category=lookup.category(understood.category),
        programme=lookup.programme(understood.programme),
        area=resolve_places(understood.places).area,
    )


def _where(turn: Turn, case: Case) -> bool:
    # The answer to "where?" is often the bare name; in a sentence it follows a word for village.
    placement = resolve_places(names_in(turn.words))
    if placement.area is None:
        placement = resolve_places(turn.understood.places)
    if placement.area is None:
        # One question is enough: whatever it says stays in the thread for the officer.
        turn.settle()
    return _fill(turn, case, area=placement.area)


def _fill(
    turn: Turn,
    case: Case,
    *,
    category: Category | None = None,
    programme: Programme | None = None,
    area: Area | None = None,
) -> bool:
    """Fill in what the case lacks; False when the words add nothing to it."""
    lacked = (case.category, case.programme, case.area)
    known = (case.category or category, case.programme or programme, case.area or area)
    if known == lacked:
        return False
    turn.keep(case)
    classify(case, category=known[0], programme=known[1], area=known[2])
    turn.settle()
    fresh = Case.objects.get(pk=case.pk)
    turn.say("receipt_existing", case=case, **speech.promise_of(fresh, turn.language))
    return True
