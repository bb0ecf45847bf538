"""Keeping what was understood with little confidence, for a supervisor to label."""

from bot.labelling.models import LabelTask
from bot.nlu.normalise import has_words
from bot.turn import Turn


def keep_doubt(turn: Turn) -> None:
    """Keep a message that was free text and unclear; nothing that may belong to a disclosure.

    A poor answer to a question of ours is none: it may be a name.
    """
    read = turn.__dict__.get("read")
    if read is None or not read.unclear or turn.disclosed is not None or turn.was_asked:
        return
    if not has_words(turn.words) or turn.words != turn.message.body:
        return
    LabelTask.objects.get_or_create(
        inbound=turn.message,
        defaults={
            "guessed_intent": read.intent,
            "guessed_category": read.category,
            "confidence": read.confidence,
        },
    )
