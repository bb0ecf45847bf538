"""Exact commands and bare digits: a command stands alone, inside a sentence it is case text."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

import yaml

from bot.nlu.cues import LEXICON, pattern, split
from bot.nlu.language import Language
from bot.nlu.view import fold

Name = Literal["stop", "start", "help", "status", "human", "language", "yes", "no"]

# Khmer vowels and signs are no word characters to `re`: they must not be trimmed.
_MARK = "[^\\w\u1780-\u17d3\u17dd]|_"
_EDGES = re.compile(f"^(?:{_MARK})+|(?:{_MARK})+$")
# What people add to a command out of politeness, in each script.
_POLITE = re.compile(r"(?:សូម|ផង|បង|បាទ|ចាស)+|\b(?:please|pls|som|phorng|phong|bong)\b")
_DIGIT = re.compile(r"^[\W_]*([0-9])[\W_]*$")
_LONGEST_CALL_FOR_A_HUMAN = 90


@dataclass(frozen=True)
class Command:
    """A command; `language` only where another language is asked for."""

    name: Name
    language: Language | None = None


def command(text: str) -> Command | None:
    """Return the command that the text is, or None for anything that says more.

    Only the call for a human is also looked for inside a short sentence: it must always work.
    """
    found = exact(text)
    if found:
        return found
    said = _bare(text)
    if len(said) <= _LONGEST_CALL_FOR_A_HUMAN and _human().search(said):
        return Command("human")
    return None


def exact(text: str) -> Command | None:
    """Return the command that stands alone in the text, but for politeness."""
    said = _bare(text)
    known = _commands()
    return known.get(said) or known.get(_EDGES.sub("", _POLITE.sub("", said)))


def yes_or_no(text: str) -> Literal["yes", "no"] | None:
    """Return the answer that the text is; a bare "yes" is also how a provider hears START."""
    found = exact(text)
    if found is None:
        return None
    if found.name == "start" and _bare(text) == "yes":
        return "yes"
    return found.name if found.name in ("yes", "no") else None


def digit(text: str) -> int | None:
    """Return the digit when the text is one digit alone, Khmer or Latin: "១", "1.", "(2)"."""
    found = _DIGIT.match(fold(text))
    return int(found.group(1)) if found else None


def _bare(text: str) -> str:
    return _EDGES.sub("", fold(text))


@cache
def _tables() -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = yaml.safe_load(
        (LEXICON / "commands.yaml").read_text("utf-8")
    )
    return tables


@cache
def _commands() -> dict[str, Command]:
    found: dict[str, Command] = {}
    for name, rows in _tables()["exact"].items():
        found |= dict.fromkeys(split(rows), Command(cast("Name", name)))
    for language, rows in _tables()["language"].items():
        found |= dict.fromkeys(split(rows), Command("language", cast("Language", language)))
    return found


@cache
def _human() -> re.Pattern[str]:
    return pattern(split(_tables()["inside"]["human"]))
