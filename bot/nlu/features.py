"""What the classifier sees of a message: blocks of counted features, shared by all scripts."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

import regex
import yaml

from bot.nlu.cues import LEXICON, Reading, Rule, lexicon
from bot.nlu.romanised import khmer_of, table
from bot.nlu.view import fold

Blocks = dict[str, Counter[str]]

# How much each block weighs beside the others, whatever its length: found by cross-validation.
WEIGHTS: Final = {"latin": 1.0, "khmer": 1.0, "words": 1.5, "cues": 0.4}
# The tables of words that only the safety screen looks for.
OF_THE_SCREEN: Final = ("sideways", "home", "young", "menace", "signs", "bars")
LONGEST: Final = 1000  # characters that are looked at; bounds the work of a hostile text

_NUMBER: Final = re.compile(r"\d(?:[\d .,\-/]*\d)?")
_TOKEN: Final = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]+|[\u1780-\u17d3]+|\\d+|[?!$៛]")
_KHMER: Final = re.compile("[\u1780-\u17d3]+")
_NOT_KHMER: Final = re.compile("[\u1780-\u17dd]+")
_CLUSTER: Final = regex.compile(r"\X")
_LONGEST_WORD: Final = 16
_REFERENCE: Final = 7  # digits from which a number is a reference, a card or a phone


@lru_cache(maxsize=64)
def blocks(text: str) -> Blocks:
    """Return the counted features of a text, by block."""
    folded = shaped(fold(text[:LONGEST]))
    words = list(concepts(folded))
    latin = " ".join(_NOT_KHMER.sub(" ", folded).split())
    khmer = "".join(_khmer_letters(folded))
    return {
        "latin": Counter(_grams(f" {latin} ", (2, 3, 4))) if latin else Counter(),
        "khmer": Counter([*_grams(khmer, (2, 3, 4)), *_clusters(khmer)]),
        "words": Counter([*words, *_pairs(words)]),
        "cues": Counter(_cues(lexicon().read(text[:LONGEST]))),
    }


def shaped(folded: str) -> str:
    """Replace numbers by what they can be: a phone, a reference, a sum of riel, a small number."""
    return _NUMBER.sub(lambda found: _shape(found.group()), folded)


def _shape(number: str) -> str:
    digits = "".join(filter(str.isdigit, number))
    if len(digits) >= _REFERENCE:
        return " 0phone " if digits[0] == "0" and len(digits) > _REFERENCE + 1 else " 0000000 "
    return digits if len(digits) == 1 else "0" * len(digits)


def concepts(folded: str) -> Iterator[str]:
    """Yield the words of a text in their order, one name for a word in every script."""
    words = table()
    for token in _TOKEN.findall(folded):
        if "\u1780" <= token[0] <= "\u17d3":
            yield from _parted(token)
        else:
            yield khmer_of(token) or words.english.get(token) or token


def _parted(run: str) -> Iterator[str]:
    """Part a run of Khmer into the words that the table knows and what stands between them."""
    known, at, start = table().khmer, 0, 0
    while at < len(run):
        for end in range(min(len(run), at + _LONGEST_WORD), at, -1):
            if run[at:end] in known:
                if start < at:
                    yield run[start:at]
                yield run[at:end]
                at = start = end
                break
        else:
            at += 1
    if start < at:
        yield run[start:at]


def _khmer_letters(folded: str) -> Iterator[str]:
    """Yield the Khmer of a text, that of romanised words included."""
    for token in _TOKEN.findall(folded):
        khmer = token if "\u1780" <= token[0] <= "\u17d3" else khmer_of(token)
        yield khmer or (token if token[0].isdigit() else " ")


def _grams(text: str, sizes: Iterable[int]) -> Iterator[str]:
    for size in sizes:
        for start in range(len(text) - size + 1):
            yield text[start : start + size]


def _clusters(khmer: str) -> Iterator[str]:
    found = [f"x{cluster}" for cluster in _CLUSTER.findall(khmer)]
    yield from found
    for size in (2, 3):
        for start in range(len(found) - size + 1):
            yield "".join(found[start : start + size])


def _pairs(words: list[str]) -> Iterator[str]:
    for one, other in pairwise(words):
        yield f"{one}+{other}"
    for one, other in zip(words, words[2:], strict=False):
        yield f"{one}*{other}"


def _cues(reading: Reading) -> Iterator[str]:
    """Yield the word groups and the keyword rules of the lexicon that the text holds.

    What only the safety screen looks for is left out: it was widened on these very phrasings, and
    whoever learned to trust it would be silent with it.
    """
    for group in sorted(reading.groups() - _of_the_screen()):
        yield f"g:{group}"
    for rule in reading.matching(rules()):
        yield f"r:{rule.category}"
        yield f"r:{rule.category}:{rule.cue}"


@cache
def rules() -> tuple[Rule, ...]:
    """Return every keyword rule of matters and programmes."""
    return tuple(
        rule for folder in ("matters", "programmes") for rule in lexicon().rules(LEXICON / folder)
    )


@cache
def _of_the_screen() -> frozenset[str]:
    """Return the word groups of the safety screen alone, and those that stand in its rules."""
    names = {name for name in lexicon().groups if name.startswith("=")}
    for words in OF_THE_SCREEN:
        rows = yaml.safe_load((LEXICON / "words" / f"{words}.yaml").read_text("utf-8"))
        names |= set(rows)
    return frozenset(names)
