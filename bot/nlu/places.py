"""Place names as the person wrote them: what follows "village", "commune", ... or a province."""

import re
from functools import cache

import yaml

from bot.nlu.cues import LEXICON, pattern, split
from bot.nlu.normalise import normalise
from bot.nlu.view import fold

MOST_PLACES = 6
_SHORT = 3  # letters: "pp" and "kep" are too like other words

_KHMER_UNIT = re.compile("(?<!មេ)(?:ភូមិ|ឃុំ|សង្កាត់|ស្រុក|ខណ្ឌ|ក្រុង|ខេត្ត|រាជធានី) ?")
_KHMER_RUN = re.compile("[\u1780-\u17d3]{2,40}")
# Many communes bear a number behind their name: "កន្ទឺ ១"; "នៅឃុំថ្មី ២ខែហើយ" is none.
_NUMBERED = re.compile("[\u1780-\u17d3]{2,40} ?\\d{1,2}(?![\\d\u1780-\u17d3])")
_LATIN_UNIT = re.compile(
    r"\b(?:phum|khum|sangkat|srok|khan|krong|khet|village|commune|district|province)"
    r" (?:of )?([a-z]{3,14}(?: [a-z]{3,14})?)"
)
_LATIN_BEFORE = re.compile(
    r"\b([a-z]{3,14}(?: [a-z]{3,14})?) (?:village|commune|district|province|town|city)\b"
)


def places_in(text: str) -> tuple[str, ...]:
    """Return candidate names, most telling unit first, for the look-up in the areas table.

    They are guesses: Khmer has no spaces between words, so a name may carry the words after it.
    """
    seen = normalise(text)
    found = _khmer_names(seen)
    for rule in (_LATIN_UNIT, _LATIN_BEFORE):
        found += [_trim(name) for name in rule.findall(seen)]
    folded = fold(text)
    found += [name for name, spellings in _provinces().items() if spellings.search(folded)]
    return tuple(dict.fromkeys(name for name in found if name))[:MOST_PLACES]


@cache
def _tables() -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = yaml.safe_load((LEXICON / "places.yaml").read_text("utf-8"))
    return tables


@cache
def _provinces() -> dict[str, re.Pattern[str]]:
    return {name: pattern(split(rows)) for name, rows in _tables()["provinces"].items()}


@cache
def province_words() -> frozenset[str]:
    """Return the Latin words in the provinces' names, which are no words of a sentence."""
    spellings = (name for rows in _tables()["provinces"].values() for name in split(rows))
    words = (word for name in spellings if name.isascii() for word in name.split())
    return frozenset(word for word in words if len(word) > _SHORT)


@cache
def _not_names() -> tuple[frozenset[str], tuple[str, ...], re.Pattern[str]]:
    rows = _tables()["not_names"]
    after = pattern([normalise(word) for word in rows["after"].split("|")])
    return frozenset(split(rows["latin"])), tuple(split(rows["km"])), after


def _khmer_names(seen: str) -> list[str]:
    """Return what follows each unit, up to a word that no name holds, and also whole."""
    _, ordinary, after = _not_names()
    found = []
    for piece in _KHMER_UNIT.split(seen)[1:]:
        name = _KHMER_RUN.match(piece)
        # "ឃុំថាចាំ": the commune says, and no name at all.
        if name and not fold(name.group()).startswith(ordinary):
            numbered = _NUMBERED.match(piece)
            found += [numbered.group()] if numbered else []
            found += [after.split(name.group())[0], name.group()]
    return found


def _trim(name: str) -> str:
    ordinary = _not_names()[0]
    words = name.split()
    while words and words[0] in ordinary:
        words.pop(0)
    for at, word in enumerate(words):
        if word in ordinary:
            return " ".join(words[:at])
    return " ".join(words)
