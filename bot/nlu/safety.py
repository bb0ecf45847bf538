"""The safety screen: deterministic, high recall, on every message before anything else reads it."""

import re
from dataclasses import dataclass
from functools import cache

from bot.nlu.apart import SENTENCE, is_ordinary, without_cause
from bot.nlu.cues import LEXICON, Reading, Rule, lexicon
from bot.nlu.heard import heard
from bot.nlu.normalise import has_words

# The order in which a message with several findings is handed over: the graver danger first.
ORDER = (
    "SAFE.CRISIS",
    "SAFE.CHILD",
    "SAFE.SEA",
    "SAFE.GBV",
    "HLT.EMERG",
    "SAFE.THREAT",
    "PRV.BREACH",
    "INT.BRIBE",
    "INT.EMBEZZLE",
    "INT.NEPOTISM",
    "INT.DISCRIM",
)
URGENT = frozenset({"SAFE.CRISIS", "HLT.EMERG"})
OPEN = frozenset({"HLT.EMERG"})  # urgent, not secret

_CLAUSE = re.compile(r"[។៕!?\n;,،]+|\.(?=\s|$)|(?<=[\u1780-\u17ff])\s+|\s+(?=[\u1780-\u17ff])")


@dataclass(frozen=True)
class Finding:
    """What the screen saw: which focal point it is for, and what else the message asks."""

    category: str
    cue: str
    sensitive: bool
    urgent: bool
    rest: str


def screen(text: str) -> Finding | None:
    """Return the gravest disclosure in the text, or None.

    `rest` is an ordinary matter told in the same message, in the person's own words and without
    the clauses that disclose; "" when there is none that stands on its own.
    """
    if not has_words(text):
        return None
    readings = _readings(text)
    found = _found(readings)
    if not found:
        return None
    gravest = min(found, key=lambda rule: ORDER.index(rule.category))
    return Finding(
        category=gravest.category,
        cue=gravest.cue,
        sensitive=gravest.category not in OPEN,
        urgent=any(rule.category in URGENT for rule in found) or _in("danger_now", readings),
        rest=_rest(text, found),
    )


@cache
def _rules() -> tuple[Rule, ...]:
    rules = tuple(lexicon().rules(LEXICON / "safety"))
    unknown = {rule.category for rule in rules} - set(ORDER)
    if unknown:
        raise ValueError(f"no order for {sorted(unknown)}")
    return rules


def _readings(text: str) -> tuple[Reading, ...]:
    """Return the text as it stands, and a romanised one as it is heard too."""
    reading = lexicon().read(text)
    khmer = heard(reading)
    return (reading, khmer) if khmer else (reading,)


def _found(readings: tuple[Reading, ...]) -> list[Rule]:
    found = (rule for reading in readings for rule in reading.matching(_rules()))
    return list(dict.fromkeys(found))


def _in(group: str, readings: tuple[Reading, ...]) -> bool:
    return any(reading.spans(group) for reading in readings)


def _rest(text: str, found: list[Rule]) -> str:
    """Keep the clauses that state an ordinary matter and share nothing with the disclosure."""
    # Who is accused of taking money is often told in the next clause: only whole sentences part.
    accusing = all(rule.category.startswith("INT.") for rule in found)
    clauses = (SENTENCE if accusing else _CLAUSE).split(text)
    # Whom somebody blames for it may be the same person: the name goes to the focal point alone.
    kept = [without_cause(clause) for clause in clauses if _ordinary(clause, found)]
    return " ".join(clause for clause in kept if clause and is_ordinary(clause))


def _ordinary(clause: str, found: list[Rule]) -> bool:
    if not has_words(clause):
        return False
    readings = _readings(clause)
    # "if you want the card" is the price that somebody names, "he takes it" is the same story.
    bound = {"in_return", "somebody", *_telling(found)}
    if _found(readings) or any(_in(group, readings) for group in bound):
        return False
    return is_ordinary(clause)


def _telling(found: list[Rule]) -> set[str]:
    """Return the groups whose words would give the disclosure away."""
    plain = {"self", "somebody", "household", "aid", "now", "in_return", "after", "told"}
    plain |= {"for_service", "service_paper", "got_card", "commune_office", "hospital"}
    return {group for rule in found for group in rule.all if group not in plain}
