"""What an ordinary message is about: the classifier's label, and programme, places, language."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final, Literal

from bot.nlu.classifier import Opinion, Ranked
from bot.nlu.cues import LEXICON, Reading, Rule, lexicon
from bot.nlu.deciding import opinion_of, ruled
from bot.nlu.labels import is_secret
from bot.nlu.language import Language, language_of
from bot.nlu.normalise import has_words
from bot.nlu.places import places_in

Kind = Literal["matter", "status", "not_solved", "thanks", "greeting", "human", "unclear"]

ENOUGH = 1.0  # the weight that names a programme
SURE = 0.40  # confidence from which a category is named; below it two are offered
NEARLY = 0.30  # or from here, where the family is plain: its offices are the same
PLAIN = 0.60
SOME = 0.10  # confidence from which a category is worth offering
# Words of the programmes with this much text round them state a matter, even an unnamed one.
LONG_ENOUGH = 18
SUBJECTS = ("money", "card", "hospital", "nssf", "scholarship", "transport", "drugs", "interview")
KINDS: Final[dict[str, Kind]] = {
    "complaint": "matter",
    "enrolment_query": "matter",
    "information_query": "matter",
    "out_of_scope": "matter",
    "safety": "matter",
    "privacy_request": "matter",
    "check_status": "status",
    "provide_reference": "status",
    "not_resolved": "not_solved",
    "thanks_confirm": "thanks",
    "greeting": "greeting",
    "talk_to_human": "human",
}


@dataclass(frozen=True)
class Understanding:
    """What we made of a message; None where the words do not say."""

    states_matter: bool
    programme: str | None
    category: str | None
    places: tuple[str, ...]
    language: Language
    unclear: bool
    confidence: float  # 0 to 1: how likely the category is; 0 when none is named
    kind: Kind
    intent: str
    suggestions: tuple[str, ...] = ()  # two categories to choose from when none is likely enough


def understand(text: str) -> Understanding:
    """Say what an ordinary message is about. The safety screen must have read it before."""
    reading = lexicon().read(text)
    opinion = opinion_of(text)
    intent = opinion.intents[0].label if is_readable(text) else "unclear"
    likeliest = opinion.category
    places = places_in(text)
    kind = KINDS.get(intent, "unclear")
    if kind == "matter" and not _evident(reading, likeliest, places):
        kind = "unclear"
    # What only focal points may see never becomes an ordinary case's category.
    named = (
        is_sure(opinion)
        and kind not in ("greeting", "human", "unclear")
        and not is_secret(likeliest.label)
    )
    return Understanding(
        states_matter=kind == "matter",
        programme=programme_of(reading),
        category=likeliest.label if named else None,
        places=places,
        language=language_of(text),
        unclear=kind == "unclear",
        confidence=round(likeliest.confidence, 3) if named else 0.0,
        kind=kind,
        intent=intent,
        suggestions=() if named else suggestions(opinion.categories),
    )


def is_sure(opinion: Opinion) -> bool:
    """Say whether the likeliest category may be named without asking."""
    likely = opinion.category.confidence
    return likely >= SURE or (likely >= NEARLY and opinion.family >= PLAIN)


def _evident(reading: Reading, likeliest: Ranked, places: tuple[str, ...]) -> bool:
    """Say whether there is more than a guess that a case should be opened for the words."""
    about_us = any(reading.spans(subject) for subject in SUBJECTS)
    if about_us and len(reading.text) >= LONG_ENOUGH:
        return True
    if ruled(reading.text):
        return True
    # A place and nothing else that we know is the answer to "where?".
    return likeliest.confidence >= SURE and not places


def suggestions(ranked: tuple[Ranked, ...]) -> tuple[str, ...]:
    """Return the two likeliest categories that can be offered: no secret, and no catch-all."""
    offered = (
        one.label
        for one in ranked
        if one.confidence >= SOME and not is_secret(one.label) and not one.label.startswith("OTH.")
    )
    return tuple(islice(offered, 2))


def programme_of(reading: Reading) -> str | None:
    """Return the programme that the words point at; None is an honest answer."""
    weights: dict[str, float] = defaultdict(float)
    for rule in reading.matching(_programme_rules()):
        weights[rule.category] += rule.weight
    heaviest = max(sorted(weights), key=weights.__getitem__, default=None)
    return heaviest if heaviest and weights[heaviest] >= ENOUGH else None


@cache
def _programme_rules() -> tuple[Rule, ...]:
    return lexicon().rules(LEXICON / "programmes")


def is_readable(text: str) -> bool:
    """Say whether there is anything to understand: False for nothing, emoji, or dots."""
    return has_words(text)
