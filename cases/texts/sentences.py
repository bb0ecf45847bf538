"""Load the texts from tables/*.yaml and fill them in; nothing but whole names is ever replaced."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, cast, get_args

import yaml

from cases.texts.errors import UnknownText, WrongTable, WrongValue

Purpose = Literal["receipt", "question", "reply", "notice", "safety", "command", "neutral"]

LANGUAGES: Final = ("km", "km-Latn", "en")
# Everything that a text may be given, with the longest that its budget counts on, in characters.
# The words of officers (explanation, question, place) may be longer: the page shows the parts.
PLACEHOLDERS: Final[Mapping[str, int]] = MappingProxyType(
    {"reference": 11, "date": 20, "place": 40, "question": 100, "explanation": 60, "remedy": 60}
    # What a register says: `day` is a date with its year, `on`, `by` and `amount` are sentences.
    | {"day": 34, "level": 24, "programme": 40, "cycle": 12, "provider": 16, "riel": 12}
    | {"on": 38, "by": 22, "amount": 24}
)
_SLOT: Final = re.compile(r"\{([a-z_]+)\}")
# Rows that are no text: the labels of buttons that several texts show.
_CHOICES: Final = "choices"


@dataclass(frozen=True, slots=True)
class Text:
    """One message in every language, with its purpose and how many SMS parts it may take."""

    key: str
    says: str
    purpose: Purpose
    parts: Mapping[str, int]
    words: Mapping[str, str]
    placeholders: frozenset[str]
    # What stands on the buttons under it, in the order of what they mean.
    labels: Mapping[str, tuple[str, ...]]

    @property
    def neutral(self) -> bool:
        """Whether it may be shown on any screen: it names no matter, no case and no office."""
        return self.purpose == "neutral"


def render(key: str, language: str, **values: str) -> str:
    """Return the text in the language (Khmer for one that we do not have), filled in.

    A value that this text does not use is fine when others do: callers give the reference and
    the date to whatever text they choose. Raises UnknownText and WrongValue.
    """
    text = text_of(key)
    unknown = set(values) - set(PLACEHOLDERS)
    missing = text.placeholders - set(values)
    if unknown or missing:
        raise WrongValue(f"{key}: unknown {sorted(unknown)}, missing {sorted(missing)}")
    template = text.words.get(language) or text.words["km"]
    # One pass: braces inside a value stay what they are.
    return _SLOT.sub(lambda slot: str(values[slot.group(1)]), template)


def labels_of(key: str, language: str) -> tuple[str, ...]:
    """Return what stands on a text's buttons; empty for a text without any."""
    labels = text_of(key).labels
    return labels.get(language) or labels["km"]


def purpose_of(key: str) -> Purpose:
    """Return the purpose class of a text, which the gate for outgoing messages asks for."""
    return text_of(key).purpose


def text_of(key: str) -> Text:
    """Return a text by its name. Raises UnknownText."""
    try:
        return all_texts()[key]
    except KeyError:
        raise UnknownText(key) from None


@cache
def all_texts() -> Mapping[str, Text]:
    """Return every text, by name."""
    rows: dict[str, dict[str, Any]] = {}
    for path in sorted((Path(__file__).parent / "tables").glob("*.yaml")):
        for key, row in yaml.safe_load(path.read_text("utf-8")).items():
            if key in rows:
                raise WrongTable(f"{key} is there twice")
            rows[key] = row
    choices = rows.pop(_CHOICES)
    return MappingProxyType({key: _text(key, row, choices) for key, row in rows.items()})


def _text(key: str, row: dict[str, Any], choices: dict[str, list[str]]) -> Text:
    if row.get("purpose") not in get_args(Purpose) or not row.get("says"):
        raise WrongTable(f"{key}: a text says its purpose and when it is sent")
    words = {}
    for language in LANGUAGES:
        if not row.get(language) or not row["parts"].get(language):
            raise WrongTable(f"{key}: no words or no budget in {language}")
        words[language] = row[language].strip()
    buttons = choices if row.get("buttons") == _CHOICES else row.get("buttons", {})
    if len({len(buttons.get(language, ())) for language in LANGUAGES}) != 1:
        raise WrongTable(f"{key}: not the same buttons in every language")
    slots = [frozenset(_SLOT.findall(template)) for template in words.values()]
    if any(found != slots[0] for found in slots) or slots[0] - set(PLACEHOLDERS):
        raise WrongTable(f"{key}: the placeholders differ or are unknown")
    return Text(
        key=key,
        says=row["says"],
        purpose=cast("Purpose", row["purpose"]),
        parts=MappingProxyType(dict(row["parts"])),
        words=MappingProxyType(words),
        placeholders=slots[0],
        labels=MappingProxyType({name: tuple(buttons.get(name, ())) for name in LANGUAGES}),
    )
