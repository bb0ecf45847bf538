"""One opinion of two readers: the trained classifier, and the keyword rules of the lexicon."""

from collections import defaultdict
from functools import lru_cache
from typing import Final

import numpy as np

from bot.nlu.classifier import Opinion, classifier
from bot.nlu.cues import LEXICON, lexicon
from bot.nlu.features import blocks
from bot.nlu.weights import Floats

SHARE: Final = 0.2  # of the rules, when they are sure
SURE: Final = 4.0  # the weight at which rules are sure
ENOUGH: Final = 1.6  # the weight from which they count
STATUS: Final = "INFO.STATUS"
_SOME: Final = 1e-3  # keeps a label open that the classifier would never have named


@lru_cache(maxsize=64)
def opinion_of(text: str) -> Opinion:
    """Say how likely each intent and category is, by what was learned and by the rules."""
    known = classifier()
    learned = known.weights.probabilities(blocks(text))
    ruled, share = _by_rules(text, learned)
    return known.opinion((1 - share) * learned + share * ruled)


def ruled(text: str) -> str | None:
    """Return the category that the keyword rules alone name, or None."""
    weights = _weights(text)
    heaviest = max(sorted(weights), key=weights.__getitem__, default=None)
    return heaviest if heaviest and weights[heaviest] >= ENOUGH else None


def _weights(text: str) -> dict[str, float]:
    weights: dict[str, float] = defaultdict(float)
    for rule in lexicon().read(text).matching(lexicon().rules(LEXICON / "matters")):
        weights[rule.category] += rule.weight
    return weights


def _by_rules(text: str, learned: Floats) -> tuple[Floats, float]:
    """Return what the rules say of each label and how much of the whole that is worth."""
    labels = classifier().weights.labels
    weights = _weights(text)
    heaviest = max(weights.values(), default=0.0)
    said = np.zeros(len(labels), dtype=np.float32)
    if heaviest < ENOUGH:
        return said, 0.0
    tracks = bool(lexicon().read(text).spans("tracking"))
    for category, weight in weights.items():
        # A category's intents share its weight as the classifier sees them.
        own = np.array([code == category for _, code in labels]) * (learned + _SOME)
        if category == STATUS and tracks:
            own *= np.array([intent == "check_status" for intent, _ in labels])
        said += weight * own / max(float(own.sum()), _SOME)
    total = float(said.sum())
    return (said / total, SHARE * min(1.0, heaviest / SURE)) if total else (said, 0.0)
