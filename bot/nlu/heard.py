"""Romanised Khmer heard as Khmer script, so that the screen's Khmer words find it too."""

import re
from functools import cache, lru_cache
from typing import Final

import yaml

from bot.nlu.cues import LEXICON, Reading, lexicon
from bot.nlu.romanised import khmer_of, table
from bot.nlu.view import fold

_TOKEN: Final = re.compile("[a-z]+")
_KHMER: Final = re.compile("[\u1780-\u17b3]")
_SPACE: Final = re.compile(r"(?<=[\u1780-\u17ff]) +| +(?=[\u1780-\u17ff])")
_FAR: Final = 48  # words of one message whose near spellings are looked for: bounds hostile texts
_SHARE: Final = 0.5  # of the Latin words that must be Khmer, in a text without Khmer script
_FEWEST: Final = 2  # words that must be Khmer
_SHORTEST_NEAR: Final = 3  # letters from which a near spelling is looked for
_SHORTEST_ALIKE: Final = 4  # and one that only sounds like it


@cache
def _spellings() -> dict[str, str]:
    """Return the words of danger by the ways people write them; they go before the domain's."""
    return _rows("heard.yaml")


@cache
def _said_in_english() -> dict[str, str]:
    return _rows("said_in_english.yaml")


def _rows(name: str) -> dict[str, str]:
    rows: dict[str, str] = yaml.safe_load((LEXICON / name).read_text("utf-8"))
    return {latin: fold(khmer) for khmer, words in rows.items() for latin in words.split()}


def heard(seen: Reading) -> Reading | None:
    """Return the reading of a romanised or mixed text in Khmer script; None for other texts."""
    words = _TOKEN.findall(seen.text)
    if not words:
        return None
    known = _known(words)
    ours = sum(word in known for word in words)
    if ours < _FEWEST or (ours < _SHARE * len(words) and not _KHMER.search(seen.text)):
        return None
    # In such a text the English words are Khmer ones said in another way: "sleep ជាមួយគាត់".
    known = _said_in_english() | known
    text = _TOKEN.sub(lambda found: known.get(found.group(), found.group()), seen.text)
    return Reading(_SPACE.sub("", text), seen.lexicon)


def _known(words: list[str]) -> dict[str, str]:
    """Return the Khmer of the words that are Khmer."""
    found: dict[str, str] = {}
    left = _FAR
    for word in dict.fromkeys(words):
        khmer = _spellings().get(word) or table().romanised.get(word)
        if khmer is None and left and len(word) >= _SHORTEST_NEAR and word not in _english():
            left -= 1
            khmer = khmer_of(word) or _alike(word)
        if khmer:
            found[word] = khmer
    return found


@cache
def _english() -> frozenset[str]:
    terms = lexicon().terms
    return frozenset(terms["en"] - terms["rom"]) | frozenset(table().english)


@cache
def _sounds() -> dict[str, str]:
    """Return the Khmer of a sound that only one word of danger has."""
    khmer: dict[str, set[str]] = {}
    for latin, word in _spellings().items():
        khmer.setdefault(_sound(latin), set()).add(word)
    return {sound: min(words) for sound, words in khmer.items() if len(words) == 1}


@lru_cache(maxsize=4096)
def _alike(word: str) -> str | None:
    return _sounds().get(_sound(word)) if len(word) >= _SHORTEST_ALIKE else None


_SAME: Final = (
    (re.compile("chh|ch|jh|j"), "c"),
    (re.compile("kh|gh|g|q"), "k"),
    (re.compile("th|dh|d"), "t"),
    (re.compile("ph|bh|b"), "p"),
    (re.compile("nh|ny|ng"), "n"),
    (re.compile("w"), "v"),
    (re.compile("h|r(?=[^aeiou]|$)"), ""),
    (re.compile("a[aeiou]*"), "a"),
    (re.compile("[ei][aeiou]*"), "e"),
    (re.compile("[ou][aeiou]*"), "o"),
)


def _sound(word: str) -> str:
    """Return a word as the ear has it: chab, jab and jap are one."""
    for letters, sound in _SAME:
        word = letters.sub(sound, word)
    return word
