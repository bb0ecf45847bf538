"""What an ordinary message is about, by keywords: category, programme, places, language."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bot.nlu.cues import LEXICON, Reading, Rule, lexicon
from bot.nlu.language import Language, language_of
from bot.nlu.normalise import has_words
from bot.nlu.places import places_in

Kind = Literal["matter", "status", "not_solved", "thanks", "greeting", "unclear"]

ENOUGH = 1.6  # the weight that names a category
SURE = 4.0  # the weight that counts as full confidence
# Words of the programmes with this much text round them state a matter, even an unnamed one.
LONG_ENOUGH = 18
SHORT = 30
SUBJECTS = ("money", "card", "hospital", "nssf", "scholarship", "transport", "drugs", "interview")


@dataclass(frozen=True)
class Understanding:
    """What we made of a message; None where the words do not say."""

    states_matter: bool
    programme: str | None
    category: str | None
    places: tuple[str, ...]
    language: Language
    unclear: bool
    confidence: float  # 0 to 1: how much weight, and how far ahead of the next category
    kind: Kind


def understand(text: str) -> Understanding:
    """Say what an ordinary message is about. The safety screen must have read it before."""
    reading = lexicon().read(text)
    category, confidence = _heaviest(_weights(reading, _matter_rules()))
    kind = _kind(reading, category)
    named = category if kind not in ("greeting", "unclear") else None
    programme, _ = _heaviest(_weights(reading, _programme_rules()), enough=1.0)
    return Understanding(
        states_matter=kind == "matter",
        programme=programme,
        category=named,
        places=places_in(text),
        language=language_of(text),
        unclear=kind == "unclear",
        confidence=confidence if named else 0.0,
        kind=kind,
    )


@cache
def _matter_rules() -> tuple[Rule, ...]:
    return tuple(lexicon().rules(LEXICON / "matters"))


@cache
def _programme_rules() -> tuple[Rule, ...]:
    return tuple(lexicon().rules(LEXICON / "programmes"))


def categories() -> frozenset[str]:
    """Return every category that these tables can name."""
    return frozenset(rule.category for rule in _matter_rules())


def _weights(reading: Reading, rules: tuple[Rule, ...]) -> dict[str, float]:
    weights: dict[str, float] = defaultdict(float)
    for rule in reading.matching(rules):
        weights[rule.category] += rule.weight
    return weights


def _heaviest(weights: dict[str, float], *, enough: float = ENOUGH) -> tuple[str | None, float]:
    """Return the heaviest name and how sure it is, or None when nothing weighs enough."""
    ranked = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or ranked[0][1] < enough:
        return None, 0.0
    (name, top), second = ranked[0], ranked[1][1] if len(ranked) > 1 else 0.0
    return name, round(min(1.0, top / SURE) * top / (top + second), 3)


def _kind(reading: Reading, category: str | None) -> Kind:
    if category == "INFO.STATUS":
        return "status" if reading.spans("status") else "not_solved"
    if category == "FBK.THANKS":
        return "thanks"
    if category:
        return "matter"
    about_us = any(reading.spans(subject) for subject in SUBJECTS)
    if about_us and len(reading.text) >= LONG_ENOUGH:
        return "matter"
    if reading.spans("thanks"):
        return "thanks"
    short = len(reading.text) <= SHORT and not about_us
    return "greeting" if short and reading.spans("greeting") else "unclear"


def is_readable(text: str) -> bool:
    """Say whether there is anything to understand: False for nothing, emoji, or dots."""
    return has_words(text)
