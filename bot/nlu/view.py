"""The view of a message that cues are looked up in: folded, tightened, words unglued and mended."""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from bot.nlu.normalise import normalise

_GIVE = re.compile("(?:\u17b1|\u17b2|\u17aa)(?:\u17d2\u1799|\u1799)|អ៊ោយ|អុោយ")
_SILENT = re.compile("[\u17cc-\u17cf\u17d1\u17dd]")  # robat, toandakhiat, kakabat, ahsda
_QUOTES = re.compile("['’‘`´ʼ]")
# Khmer has no spaces between words and people set them anywhere: they must not hide a cue.
_KHMER_SPACE = re.compile(r"(?<=[\u1780-\u17ff]) +| +(?=[\u1780-\u17ff])")
_LONG_RUN = re.compile(r"([a-z])\1{2,}")
_WORD = re.compile(r"[a-z]+")
_SHORTEST_GLUED = 6
_LONGEST_PART = 24
_SHORTEST_MENDED = 6


# Every step of a turn folds the same message, and the tables' words at the start.
@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """Fold spellings that people do not tell apart: ឱ្យ/ឲ្យ/អោយ, silent signs, apostrophes."""
    text = _SILENT.sub("", _GIVE.sub("អោយ", normalise(text)))
    text = _LONG_RUN.sub(r"\1", _QUOTES.sub("", text))
    return _KHMER_SPACE.sub("", text)


def view(text: str, words: AbstractSet[str]) -> str:
    """Return the folded text with Latin words that run together parted and misspellings mended."""
    return _WORD.sub(lambda found: _read(found.group(), words), fold(text))


def _read(word: str, words: AbstractSet[str]) -> str:
    if word in words or len(word) < _SHORTEST_MENDED:
        return word
    mended = _mended(word, frozenset(words))
    if mended:
        return mended
    return _parted(word, words) if len(word) >= _SHORTEST_GLUED else word


def _parted(word: str, words: AbstractSet[str]) -> str:
    """Part "pdeyveayknhom" into known words, or return it as it is when it is not wholly known."""
    fewest: list[int | None] = [0] + [None] * len(word)
    starts = [0] * (len(word) + 1)
    for end in range(1, len(word) + 1):
        # No word of the tables is longer, and a hostile one may be as long as the message.
        for start in range(max(0, end - _LONGEST_PART), end):
            before, here = fewest[start], fewest[end]
            if before is None or (here is not None and before + 1 >= here):
                continue
            if word[start:end] in words:
                fewest[end], starts[end] = before + 1, start
    parts = fewest[-1]
    # A word made of scraps ("a-n-i-mal") is a word that we do not know, not words run together.
    if not parts or len(word) < 2.5 * parts:
        return word
    return " ".join(_pieces(word, starts))


def _pieces(word: str, starts: list[int]) -> list[str]:
    pieces, end = [], len(word)
    while end:
        pieces.append(word[starts[end] : end])
        end = starts[end]
    return pieces[::-1]


@lru_cache(maxsize=4096)
def _mended(word: str, words: frozenset[str]) -> str | None:
    """Return the one known word that differs by a single slip of the finger."""
    near = [other for other in _index(words).get(word[0], ()) if _one_slip(word, other)]
    return near[0] if len(near) == 1 else None


@lru_cache(maxsize=4)
def _index(words: frozenset[str]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for word in sorted(words):
        if len(word) >= _SHORTEST_MENDED:
            index.setdefault(word[0], []).append(word)
    return index


def _one_slip(word: str, other: str) -> bool:
    """Say whether one letter was lost, added, replaced or swapped with its neighbour."""
    if abs(len(word) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    rest, there = word[start:], other[start:]
    swapped = rest[:2] == there[1::-1] and rest[2:] == there[2:]
    return rest[1:] == there or rest == there[1:] or rest[1:] == there[1:] or swapped
