"""What is an ordinary matter of its own, beside a disclosure or in the days after one."""

import re
from typing import Final

from bot.nlu.commands import digit, exact
from bot.nlu.cues import lexicon
from bot.nlu.deciding import opinion_of, ruled
from bot.nlu.heard import heard
from bot.nlu.labels import is_secret
from bot.nlu.matters import SURE, understand
from bot.nlu.normalise import has_words

# Whoever speaks of somebody, of fear or of a price, may still be telling the same story.
SAME_STORY: Final = (
    "somebody", "partner", "relative", "child", "girl", "official", "carer", "kin_of",
    "beat", "harm_child", "violent", "sexual", "private_part", "kill", "threaten",
    "danger_now", "fear", "shame", "night", "night_room", "complained", "retaliation", "secret",
    "disclose", "in_return", "indirect_demand", "bribe", "ask_money", "take_money", "favouritism",
    "intimate", "unspeakable", "hit_me", "hit_child", "injury", "fled", "not_free", "cruel_sign",
    "child_body", "child_sold", "not_live", "burden", "farewell", "means", "weapon", "withdrawn",
)  # fmt: skip
SENTENCE: Final = re.compile(r"[។៕!?\n;]+|\.(?=\s|$)")
# After these stands who is to blame, and a name is no word that a table could know.
_CAUSE = re.compile(
    r"\b(?:because|cos|coz|cuz|by|due to|thanks to|daoy|doy|doay|daoysar|doysar|pruos|prous|prouh|"
    r"proh|prosh|pi pruos)\b|(?:ពី)?ព្រោះ|ដោយ",
    re.IGNORECASE,
)


def stands_apart(text: str, *, asked: bool) -> bool:
    """Say whether a message that follows a disclosure clearly is no part of it.

    `asked`: an officer of an ordinary case waits for an answer, which may be about anything.
    """
    if digit(text) is not None or exact(text) is not None:
        return True
    if not has_words(text) or _CAUSE.search(text) or _same_story(text):
        return False
    return asked or understand(text).kind in ("status", "not_solved") or is_ordinary(text)


def part_apart(text: str) -> str:
    """Return the sentences that state an ordinary matter and nothing of a disclosure, or ""."""
    clear = (sentence.strip() for sentence in SENTENCE.split(text) if not _same_story(sentence))
    kept = (without_cause(sentence) for sentence in clear)
    return " ".join(sentence for sentence in kept if sentence and is_ordinary(sentence))


def without_cause(text: str) -> str:
    """Cut off what comes after "because" or "by": it may name whom the person accuses."""
    return _CAUSE.split(text, maxsplit=1)[0].strip(" ,،")


def is_ordinary(text: str) -> bool:
    """Say whether the words state a matter of a kind that ordinary offices have.

    What was learned may doubt it and never claim it alone: what goes to an ordinary office out
    of somebody's disclosure must be named by a rule that can be read.
    """
    category = ruled(text) or "OTH"
    if category.startswith(("OTH", "INFO.STATUS", "FBK.THANKS")):
        return False
    likeliest = opinion_of(text).categories[0]
    return not is_secret(likeliest.label) or likeliest.confidence < SURE


def _same_story(text: str) -> bool:
    reading = lexicon().read(text)
    khmer = heard(reading)
    return any(
        reading.spans(group) or (khmer is not None and khmer.spans(group)) for group in SAME_STORY
    )
