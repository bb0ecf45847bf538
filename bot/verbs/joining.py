"""Adding a message to a case that is open; it may be the answer that an officer waits for."""

from collections.abc import Mapping
from typing import Any

from bot.turn import Turn
from bot.verbs import filing
from bot.verbs.promising import promise_of
from cases.models import Case
from cases.services.asking import went_on
from cases.services.learning import tell_apart
from workflows.lifecycle import CaseState


def add(turn: Turn, order: Mapping[str, Any]) -> None:
    """Add the words, and say where and until when."""
    if turn.meant is None:
        turn.keep(None)
    else:
        join(turn, turn.meant, "receipt_existing")


def keep_media(turn: Turn, order: Mapping[str, Any]) -> None:
    """Keep a voice note or a picture as evidence for a human; it is never an error."""
    if turn.meant is None:
        filing.human(turn, order)
    else:
        join(turn, turn.meant, "media_received")


def join(turn: Turn, case: Case, text: str) -> None:
    """Put the message into the case, end a wait for it, and say so."""
    if turn.is_kept:
        # The message lies elsewhere; what of it is about this case is told here.
        tell_apart(case, turn.words)
    turn.keep(case)
    _end_wait(turn, case)
    turn.say(text, case=case, **promise_of(case, turn.language))


def _end_wait(turn: Turn, case: Case) -> None:
    """Let the officer go on, unless the words were kept from them."""
    if case.state != CaseState.AWAITING or turn.confided is not None:
        return
    locked = Case.objects.all().locked(case)
    if locked.state == CaseState.AWAITING:
        went_on(locked, by=None, because="person")
