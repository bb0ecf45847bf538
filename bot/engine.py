"""What happens because of a message: screen, understand, decide, reply. The order is the policy."""

from collections.abc import Callable
from typing import Final

from bot import choices, commands, guard, questions, references, solutions, speech, waits
from bot.turn import Turn
from channels_app.models import InboundMessage

# The first step that knows what to do ends the turn. Safety comes before everything else.
STEPS: Final[tuple[Callable[[Turn], bool], ...]] = (
    guard.disclosure,
    commands.obey,
    waits.answered,
    solutions.verdict,
    references.named,
    questions.answered,
    choices.chosen,
    speech.unreadable,
    speech.free,
)


def answer(message: InboundMessage) -> None:
    """Handle one received message: it ends in exactly one thread, with one reply or none.

    Runs in the transaction of the inbox: what it writes and the message's state are one.
    """
    turn = Turn.of(message)
    for step in STEPS:
        if step(turn):
            break
    turn.save()
