"""What a message is to the conversation: one intent with facts, which the dialogue decides on."""

from collections.abc import Callable
from typing import Final

from bot.dialogue.interface import Payload
from bot.hearing import answers, commands, offers, references, speech, unreadable, verdicts, waits
from bot.turn import Turn

# The first that knows the words decides what they are. The order is the policy; what is said in
# danger was heard before all of them.
HEARERS: Final[tuple[Callable[[Turn], Payload | None], ...]] = (
    commands.given,
    waits.answered,
    offers.pressed,
    verdicts.given,
    references.named,
    offers.chosen,
    answers.given,
    unreadable.seen,
)


def hear(turn: Turn) -> Payload:
    """Say what the message is. Labels and facts only: no word of the person goes on from here."""
    for hearer in HEARERS:
        payload = hearer(turn)
        if payload is not None:
            return payload
    return speech.free(turn)
