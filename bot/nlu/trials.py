"""Leaves out each style in turn, and reads it with what was learned from the others."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.nlu.assets import Phrase
from bot.nlu.classifier import Classifier
from bot.nlu.evaluation import Message, Outcome, figures
from bot.nlu.features import blocks
from bot.nlu.training import train

COLUMNS: Final = (
    "messages", "intent_accuracy", "category_top1", "category_top3",
    "safety_recall", "safety_precision",
)  # fmt: skip


def leave_each_style_out(phrases: Sequence[Phrase]) -> Iterator[str]:
    """Yield a table: how well the classifier alone reads a style that it has never seen."""
    yield f"{'style':18}" + "".join(f"{name:>18}" for name in COLUMNS)
    for style in sorted({phrase.style for phrase in phrases}):
        measured = figures(without(style, phrases))
        yield f"{style:18}" + "".join(f"{measured[name] or 0:>18}" for name in COLUMNS)


def without(style: str, phrases: Sequence[Phrase]) -> list[Outcome]:
    """Train on every other style and read this one; a text that others share is left out."""
    shared = {phrase.text for phrase in phrases if phrase.style != style}
    held = [phrase for phrase in phrases if phrase.style == style and phrase.text not in shared]
    learned = Classifier(train([phrase for phrase in phrases if phrase.style != style]))
    return [outcome(phrase, learned) for phrase in held]


def outcome(phrase: Phrase, learned: Classifier) -> Outcome:
    """Read one phrase."""
    opinion = learned.opinion(learned.weights.probabilities(blocks(phrase.text)))
    return Outcome(
        message=Message(phrase.text, phrase.intent, phrase.category, phrase.style),
        intent=opinion.intents[0].label,
        categories=tuple(ranked.label for ranked in opinion.categories[:3]),
    )
