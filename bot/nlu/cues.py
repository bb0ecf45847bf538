"""Cues: named word groups and the rules over them, read from the YAML tables in lexicon/."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import islice, permutations, product
from pathlib import Path
from typing import Any

import yaml

from bot.nlu.index import TermIndex
from bot.nlu.normalise import has_khmer
from bot.nlu.view import fold, view

LEXICON = Path(__file__).parent / "lexicon"
SCRIPTS = ("km", "rom", "en")
TABLES = ("safety", "matters", "programmes")  # the folders of rules
_SHORT = 3  # letters: such a word takes a plural s, a longer one takes every English ending
_MOST_KEPT = 64  # readings: every step of a turn reads the same message
_MOST_NEAR = 8  # of one group round one place: bounds the work that a hostile text can cause

Span = tuple[int, int]


class LexiconError(Exception):
    """A table under lexicon/ names a word group that does not exist, or is not well formed."""


@dataclass(frozen=True)
class Rule:
    """Groups that must stand close together, and those that must not be there."""

    category: str
    cue: str
    all: tuple[str, ...]
    none: tuple[str, ...] = ()
    between: tuple[str, ...] = ()  # must not stand between the first and the last
    within: int = 60  # characters from the first cue's start to the last cue's end
    ordered: bool = False
    weight: float = 1.0


@dataclass
class Lexicon:
    """Every word group, by name; built once."""

    groups: dict[str, re.Pattern[str]] = field(default_factory=dict)
    excepted: dict[str, re.Pattern[str]] = field(default_factory=dict)
    terms: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in SCRIPTS})
    index: TermIndex = field(default_factory=TermIndex)
    _kept: dict[str, "Reading"] = field(default_factory=dict)
    _tables: dict[Path, tuple[Rule, ...]] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path = LEXICON / "words") -> "Lexicon":
        """Read every table of word groups in the folder."""
        lexicon = cls()
        for path in sorted(folder.glob("*.yaml")):
            for name, rows in yaml.safe_load(path.read_text("utf-8")).items():
                if name in lexicon.groups:
                    raise LexiconError(f"{path.name}: the group {name} is there twice")
                lexicon.add(name, rows)
        return lexicon

    def add(self, name: str, rows: dict[str, str]) -> None:
        """Add one group: its words by script, and the phrases in which they mean another thing."""
        words: list[str] = []
        for script in SCRIPTS:
            found = split(rows.get(script) or "")
            self.terms[script].update(word for term in found for word in term.split())
            words += found
        shape = rows.get("shape", "")
        self.groups[name] = pattern(words, shape=shape)
        self.index.add(name, words, shape=shape)
        if rows.get("except"):
            self.excepted[name] = pattern(split(rows["except"]))

    @cached_property
    def latin(self) -> frozenset[str]:
        """Every Latin word that the tables know, for mending and parting."""
        known = self.terms["rom"] | self.terms["en"]
        return frozenset(word for word in known if word.isascii() and word.isalpha())

    def read(self, text: str) -> "Reading":
        """Make the text ready for rules."""
        reading = self._kept.get(text)
        if reading is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            reading = self._kept[text] = Reading(view(text, self.latin), self)
        return reading

    def rules(self, folder: Path) -> tuple[Rule, ...]:
        """Return the rules of a folder's tables, in the order of their file names."""
        if folder not in self._tables:
            self._tables[folder] = tuple(self._read_rules(folder))
        return self._tables[folder]

    def _read_rules(self, folder: Path) -> list[Rule]:
        found: list[Rule] = []
        for path in sorted(folder.glob("*.yaml")):
            for category, rows in yaml.safe_load(path.read_text("utf-8")).items():
                found += [self._rule(category, row) for row in rows]
        return found

    def _rule(self, category: str, row: dict[str, Any]) -> Rule:
        return Rule(
            category=category,
            cue=row["cue"],
            all=tuple(self._group(name) for name in row["all"]),
            none=tuple(self._group(name) for name in row.get("none", ())),
            between=tuple(self._group(name) for name in row.get("between", ())),
            within=row.get("within", 60),
            ordered=row.get("ordered", False),
            weight=row.get("weight", 1.0),
        )

    def _group(self, name: str) -> str:
        """Return the group's name; "=one|two" in a rule makes a group of its own words."""
        if name.startswith("=") and name not in self.groups:
            words = split(name[1:])
            self.groups[name] = pattern(words)
            self.index.add(name, words)
            latin = {word for term in words if term.isascii() for word in term.split()}
            self.terms["en"].update(latin)
            self.__dict__.pop("latin", None)
        if name not in self.groups:
            raise LexiconError(f"no word group is called {name}")
        return name


@cache
def lexicon() -> Lexicon:
    """Return the tables that ship, read once a process, their rules' own words included."""
    shipped = Lexicon.load()
    for folder in TABLES:
        shipped.rules(LEXICON / folder)
    return shipped


@dataclass
class Reading:
    """One text with the places where each group was found."""

    text: str
    lexicon: Lexicon
    _spans: dict[str, list[Span]] = field(default_factory=dict)

    @cached_property
    def candidates(self) -> set[str]:
        """The groups whose words may stand here."""
        return self.lexicon.index.candidates(self.text)

    def groups(self) -> set[str]:
        """Return the groups whose words stand here."""
        return {group for group in self.candidates if self.spans(group)}

    def spans(self, group: str) -> list[Span]:
        """Return where the group's words stand, without those inside an excepted phrase."""
        if group not in self.candidates:
            return []
        if group not in self._spans:
            skip: list[Span] = []
            if group in self.lexicon.excepted:
                excepted = self.lexicon.excepted[group].finditer(self.text)
                skip = [found.span() for found in excepted]
            hits = (found.span() for found in self.lexicon.groups[group].finditer(self.text))
            clear = [hit for hit in hits if not any(_overlap(hit, other) for other in skip)]
            self._spans[group] = clear
        return self._spans[group]

    def holds(self, rule: Rule) -> bool:
        """Say whether the rule's groups stand together here."""
        found = [self.spans(group) for group in rule.all]
        if not all(found) or any(self.spans(group) for group in rule.none):
            return False
        # Looked at round each place of the first cue, so that a long text hides nothing.
        return any(
            self._fits(rule, spans)
            for anchor in found[0]
            for spans in product([anchor], *_near(anchor, found[1:], rule.within))
        )

    def _fits(self, rule: Rule, spans: tuple[Span, ...]) -> bool:
        start = min(begin for begin, _ in spans)
        end = max(stop for _, stop in spans)
        if end - start > rule.within:
            return False
        # One word may not stand for two cues, but "gave my" and "my name" may share a word.
        if any(_within(one, two) for one, two in permutations(spans, 2)):
            return False
        if rule.ordered and list(spans) != sorted(spans):
            return False
        barred = (hit for group in rule.between for hit in self.spans(group))
        return not any(start < begin and stop < end for begin, stop in barred)

    def matching(self, rules: tuple[Rule, ...]) -> Iterator[Rule]:
        """Yield the rules that hold, in their order."""
        near = self.candidates
        return (rule for rule in rules if near.issuperset(rule.all) and self.holds(rule))


def split(words: str) -> list[str]:
    """Split a row of a table, "one | two", into its folded words."""
    return [folded for word in words.split("|") if (folded := fold(word))]


def pattern(words: list[str], *, shape: str = "") -> re.Pattern[str]:
    """Return the pattern that finds any of the words, whole in Latin, by cluster in Khmer.

    `shape` is a regular expression of its own, for what is no list of words: an age, a sum.
    """
    khmer = [re.escape(word) for word in words if has_khmer(word)]
    latin = [_latin(word) for word in words if not has_khmer(word)]
    parts = [shape] if shape else []
    if khmer:
        # Not inside a cluster: no subscript may hang on the cue's last letter or carry its first.
        body = "|".join(sorted(khmer, key=len, reverse=True))
        parts.append(f"(?<!\u17d2)(?:{body})(?![\u17b6-\u17d3])")
    if latin:
        body = "|".join(sorted(latin, key=len, reverse=True))
        parts.append(f"(?<![a-z])(?:{body})(?![a-z])")
    return re.compile("|".join(parts) or "(?!)")


def _latin(term: str) -> str:
    words = [re.escape(word) for word in term.split()]
    size = len(words[-1]) if words[-1].isalpha() else 0
    ending = "(?:s|es|ed|d|ing)?" if size > _SHORT else "s?" if size == _SHORT else ""
    return r"[^a-z0-9\n]{1,2}".join(words) + ending


def _near(anchor: Span, found: list[list[Span]], within: int) -> list[list[Span]]:
    return [
        list(islice((hit for hit in spans if abs(hit[0] - anchor[0]) <= within), _MOST_NEAR))
        for spans in found
    ]


def _overlap(one: Span, two: Span) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _within(one: Span, two: Span) -> bool:
    return two[0] <= one[0] and one[1] <= two[1]
