"""Khmer written with Latin letters, read back as Khmer words: for understanding, never stored."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import yaml

from bot.nlu.cues import LEXICON, lexicon
from bot.nlu.places import province_words
from bot.nlu.view import fold

_WORD: Final = re.compile("[a-z]+")
_VOWELS: Final = re.compile("[aeiou]+")
_SOUNDS: Final = (
    # People hear one consonant and write it in many ways.
    (re.compile("chh|ch|jh|j|c(?=[eiy])"), "c"),
    (re.compile("kh|gh|g|q|ck|c(?=[aou])"), "k"),
    (re.compile("th|dh|d"), "t"),
    (re.compile("ph|bh|b|f"), "p"),
    (re.compile("nh|ny|gn"), "n"),
    (re.compile("ng"), "n"),
    (re.compile("w"), "v"),
    (re.compile("z|sh"), "s"),
)
_END: Final = re.compile("[hsr]+$")  # what a Khmer ear drops at the end of a word
_DOUBLED: Final = re.compile(r"(.)\1+")
_SHORTEST_NEAR: Final = 4  # shorter words differ from each other by a single letter
_SHORTEST_SLIP: Final = 5  # letters from which a slip still leaves the word
_SHORTEST_FAR: Final = 7  # and two slips


@dataclass(frozen=True)
class Table:
    """The domain's words: Khmer by romanised spelling, by English word, and by sound."""

    romanised: dict[str, str]
    english: dict[str, str]
    sounding: dict[str, tuple[str, ...]]
    khmer: frozenset[str]


@cache
def table() -> Table:
    """Read the table that ships, once a process."""
    rows: dict[str, dict[str, str]] = yaml.safe_load(
        (LEXICON / "romanised.yaml").read_text("utf-8")
    )
    romanised: dict[str, str] = {}
    english: dict[str, str] = {}
    words = [pair for group in rows.values() for pair in group.items()]
    for khmer, spellings in words:
        latin, _, meaning = spellings.partition("=")
        romanised |= dict.fromkeys(latin.split(), fold(khmer))
        english |= dict.fromkeys(meaning.split(), fold(khmer))
    sounding: dict[str, tuple[str, ...]] = {}
    for spelling in romanised:
        key = skeleton(spelling)
        sounding[key] = (*sounding.get(key, ()), spelling)
    return Table(romanised, english, sounding, frozenset(fold(khmer) for khmer, _ in words))


def skeleton(word: str) -> str:
    """Return the consonants as they sound: chhmous, jmos and chmuoh are one."""
    for sound, letter in _SOUNDS:
        word = sound.sub(letter, word)
    word = _END.sub("", word) or word
    return _DOUBLED.sub(r"\1", word[:1] + _VOWELS.sub("", word[1:]))


@lru_cache(maxsize=8192)
def khmer_of(word: str) -> str | None:
    """Return the Khmer word that a romanised one stands for, or None for one we do not know.

    A known spelling first; then the nearest spelling of the same consonants; then one slip of the
    finger, two in a long word.
    """
    words = table()
    known = words.romanised.get(word)
    if known or len(word) < _SHORTEST_NEAR or word in words.english:
        return known
    if word in lexicon().latin or word in province_words():
        return None
    alike = words.sounding.get(skeleton(word), ())
    near = _nearest(word, alike, 1 + (len(word) > _SHORTEST_SLIP))
    if near is None and len(word) >= _SHORTEST_SLIP:
        near = _nearest(word, _beginning(word[0]), 1 + (len(word) >= _SHORTEST_FAR))
    return words.romanised[near] if near else None


@cache
def _beginning(letter: str) -> tuple[str, ...]:
    return tuple(s for s in table().romanised if s[0] == letter and len(s) >= _SHORTEST_NEAR)


def _nearest(word: str, spellings: tuple[str, ...], most: int) -> str | None:
    """Return the spelling with the fewest slips, the first of several in the table's order."""
    best, found = most + 1, None
    for spelling in spellings:
        if abs(len(spelling) - len(word)) < best:
            slips = distance(word, spelling, best)
            if slips < best:
                best, found = slips, spelling
    return found


def distance(one: str, other: str, most: int) -> int:
    """Return the letters lost, added, replaced or swapped between two words, up to `most`."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, there in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) >= most:
            return most
    return min(row[-1], most)


def khmerise(folded: str) -> list[str]:
    """Return the Khmer words that the Latin words of a folded text stand for, in their order."""
    found = (khmer_of(word) for word in _WORD.findall(folded))
    return [word for word in found if word]
