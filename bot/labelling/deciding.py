"""What a supervisor decides about a message: an example, no example, or a disclosure we missed."""

import re
from typing import Final

from django.db import transaction

from bot.labelling.models import LabelState, LabelTask
from bot.nlu.labels import is_secret
from bot.nlu.normalise import KHMER_DIGITS
from bot.verbs.filing import ORIGINS
from cases.models import Case, ThreadMessage
from cases.models.case import Origin
from cases.services import guarding
from cases.services.matter import Matter
from cases.services.opening import open_case
from timekeeping.now import now
from workflows import lookup
from workflows.models import Officer

# Numbers of five digits and more are somebody's: a card's, a phone's, an account's, a case's.
_NUMBER: Final = re.compile(r"\+?\d(?:[ ./-]?\d){4,}")


def without_numbers(text: str) -> str:
    """The words without anybody's number; names are for the supervisor to take out."""
    latin = text.translate(KHMER_DIGITS)
    for found in reversed(list(_NUMBER.finditer(latin))):
        text = f"{text[: found.start()]}…{text[found.end() :]}"
    printable = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(printable.split())


@transaction.atomic
def approve(task: LabelTask, *, intent: str, category: str, phrase: str, by: Officer) -> None:
    """Make the words an example. What turns out to be a disclosure goes to its focal point too."""
    taken = _taken(task)
    if taken is None:
        return
    taken.state = LabelState.APPROVED
    taken.intent, taken.category = intent, category
    taken.phrase = without_numbers(phrase)
    if is_secret(category):
        _protect(taken, category, by=by)
    _keep(taken, by=by)


@transaction.atomic
def set_aside(task: LabelTask, *, by: Officer) -> None:
    """Say that nothing is to be learned from it."""
    taken = _taken(task)
    if taken is not None:
        taken.state = LabelState.SET_ASIDE
        _keep(taken, by=by)


def _taken(task: LabelTask) -> LabelTask | None:
    """Lock the task; None when somebody else was quicker."""
    taken = LabelTask.objects.select_for_update().get(pk=task.pk)
    return taken if taken.state == LabelState.WAITING else None


def _keep(task: LabelTask, *, by: Officer) -> None:
    task.labelled_by, task.labelled_at = by, now()
    task.save()


def _protect(task: LabelTask, category: str, *, by: Officer) -> None:
    """Restrict the case that the words are in, or open one with them for the focal point."""
    known = task.case
    if known is not None:
        case = Case.objects.all().locked(known)
        if not case.is_sensitive:
            case.category = lookup.category(category)
            guarding.restrict(case, by=by)
        return
    message = task.inbound
    case = open_case(
        Matter(
            origin=ORIGINS.get(message.channel.kind, Origin.SMS),
            narrative=message.body,
            received_at=message.received_at,
            category=lookup.category(category),
            sensitive=True,
            contact=message.contact,
        ),
        tells=False,
    )
    ThreadMessage.objects.filter(inbound=message).update(case=case)
