"""A message that holds a reference number, which is no secret."""

from bot.dialogue.interface import Payload
from bot.models import Awaiting
from bot.turn import Turn


def named(turn: Turn) -> Payload | None:
    """Look up what the number names.

    One that is not of this phone may stand in a story: the story counts then.
    """
    if turn.reference is None:
        return None
    if turn.named is None and turn.conversation.awaiting == Awaiting.CARD:
        return None
    if turn.named is None and turn.understood.states_matter and turn.confided is None:
        return None
    turn.meant = turn.named
    return Payload("provide_reference")
