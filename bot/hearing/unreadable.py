"""Nothing to read: a picture or a voice note, no words, or letters of an old font."""

from bot.dialogue.interface import Payload
from bot.nlu.matters import is_readable
from bot.nlu.normalise import looks_legacy
from bot.turn import Turn


def seen(turn: Turn) -> Payload | None:
    """A picture is evidence; what cannot be read counts as not understood."""
    if turn.message.media_count:
        turn.meant = turn.cases.waiting
        return Payload("media")
    if looks_legacy(turn.words):
        return missed(turn, "legacy")
    if not is_readable(turn.words):
        return missed(turn, "empty" if not turn.words.strip() else "unclear")
    return None


def missed(turn: Turn, intent: str) -> Payload:
    """Not understood; whether it is the second time in a row is for the dialogue to judge."""
    again = turn.conversation.misses > 0
    guesses = turn.read.suggestions if intent == "unclear" else ()
    turn.told.guesses = guesses
    facts = {"again": "yes" if again else "no", "suggests": "yes" if guesses else "no"}
    return Payload(intent, facts)
