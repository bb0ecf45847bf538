"""Carrying out what the dialogue decided, in its order: verbs first, then the one question."""

import re
from collections.abc import Mapping
from typing import Any, Final

from bot.dialogue.errors import DialogueUnavailable
from bot.dialogue.interface import Answer
from bot.models import Awaiting
from bot.saying import Question
from bot.turn import Turn
from bot.verbs.promising import promise_of
from bot.verbs.registry import VERBS
from cases.texts import labels_of, purpose_of
from channels_app.kind import Button
from workflows import lookup
from workflows.models import Programme
from workflows.models.catalogue import ProgrammeStatus

# Buttons whose labels are data: what may be meant, and the programmes of today.
GUESSES: Final = "guesses"
MOST_PROGRAMMES: Final = 5

Order = Mapping[str, Any]


def carry_out(turn: Turn, answers: tuple[Answer, ...]) -> None:
    """Do what was ordered. The question that is asked last is the one that is open.

    Raises DialogueUnavailable, with nothing done, for a reply without any order or text (a Rasa
    server whose action server is away falls silent) and for a verb that nobody knows.
    """
    orders = [answer.custom for answer in answers if answer.custom]
    if not orders or any(order.get("do", "file") not in VERBS for order in orders):
        raise DialogueUnavailable
    asked = next((order for order in reversed(orders) if _is_question(order)), None)
    if asked is not None:
        labels, payloads = _offer(turn, asked)
        turn.saying.question = Question(asked["text"], tuple(map(Button, labels, payloads)))
    for order in orders:
        if "do" in order:
            VERBS[order["do"]](turn, order)
        elif order is asked:
            _ask(turn, order)
        elif not _is_question(order) or purpose_of(order["text"]) != "question":
            # Of two questions only the last is put; a text with an offer is said without it.
            _say(turn, order)


def _is_question(order: Order) -> bool:
    return "text" in order and bool({"asks", "options"} & order.keys())


def _ask(turn: Turn, order: Order) -> None:
    labels, payloads = _offer(turn, order)
    of_a_household = order.get("asks") in (Awaiting.CARD, Awaiting.FACT)
    case = None if of_a_household else turn.meant or turn.conversation.case
    misses = turn.conversation.misses
    turn.wait_for(order.get("asks", Awaiting.MENU), case=case, options=payloads)
    turn.conversation.misses = misses
    if turn.saying.take_question() is None:
        return
    is_said = _say(turn, order, labels=labels, payloads=payloads)
    if order.get("asks") == Awaiting.WITHDRAWAL and not is_said:
        # Nothing is taken back by the answer to a question that nobody was asked.
        turn.settle()


def _say(
    turn: Turn, order: Order, *, labels: tuple[str, ...] = (), payloads: tuple[str, ...] = ()
) -> bool:
    case = turn.meant
    # A text without a case in it must not make a promise for one.
    values = promise_of(case, turn.language) if case is not None and case.is_open else {}
    return turn.saying.add(
        order["text"], turn.language, values, case=case, labels=labels, payloads=payloads
    )


def _offer(turn: Turn, order: Order) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The labels of what is offered, and the payload behind each."""
    if order.get("options") == GUESSES:
        return _guesses(turn)
    if order.get("asks") == Awaiting.PROGRAMME:
        return _programmes(turn)
    payloads = tuple(order.get("options", ()))
    return (labels_of(order["text"], turn.language) if payloads else ()), payloads


def _guesses(turn: Turn) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Two categories that may be meant, and an officer for whatever else it is."""
    found = [row for code in turn.told.guesses if (row := lookup.category(code)) is not None]
    labels = [category.name_in(turn.language) for category in found]
    payloads = [f'/open_matter{{"category": "{category.code}"}}' for category in found]
    human = labels_of("menu", turn.language)[-1]
    return (*labels, human), (*payloads, "/talk_to_human")


def _programmes(turn: Turn) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The open programmes that pay money out, in the catalogue's order, as many as a text takes."""
    rows = Programme.objects.filter(
        status=ProgrammeStatus.OPEN, payment_providers__isnull=False, parts__isnull=True
    )
    found = list(rows.distinct().order_by("order", "code")[:MOST_PROGRAMMES])
    labels = tuple(_short(programme.name_in(turn.language)) for programme in found)
    return labels, tuple(f'/inform{{"programme": "{programme.code}"}}' for programme in found)


def _short(name: str) -> str:
    """The part of a name that tells it from its neighbours: what follows the package's name."""
    return re.split(r"[:៖] ?", name)[-1]
