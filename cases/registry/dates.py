"""Dates as people and lists write them: day first, Khmer or Latin digits, figures or words."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from cases.texts.dates import MONTHS

OLDEST: Final = 1900
_KHMER_YEAR: Final = "ឆ្នាំ"
_FIGURES: Final = re.compile(r"(?<!\d)(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4})(?!\d)")
_ISO: Final = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_YEAR: Final = re.compile(r"(?<![\d+])(\d{4})(?!\d)")
_NAMES: Final = {
    name.casefold(): month for names in MONTHS.values() for month, name in enumerate(names, start=1)
}
_SHORT: Final = {name[:3].casefold(): month for month, name in enumerate(MONTHS["en"], start=1)}
_WORDS: Final = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:ខែ)?\s*("
    + "|".join(sorted({*_NAMES, *_SHORT}, key=len, reverse=True))
    + rf")\w*[\s,.]*(?:{_KHMER_YEAR})?\s*(\d{{4}})(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Born:
    """A birthday, or the year alone."""

    year: int
    day: date | None = None


def latin_digits(text: str) -> str:
    """The text in NFKC with Latin digits, whatever digits it came in."""
    folded = unicodedata.normalize("NFKC", text)
    if folded.isascii():
        return folded
    return "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in folded)


def find_born(text: str, *, today: date) -> Born | None:
    """The first birthday in a text of Latin digits, else its first year; None where there is none.

    A year that lies ahead or before 1900 is none: it is a piece of a number, or another calendar.
    """
    if parts := _parts(text):
        # A day that the calendar does not have is a slip, not a year.
        day = _date(*parts)
        return Born(day.year, day) if day and day.year >= OLDEST and day <= today else None
    for found in _YEAR.finditer(text):
        if OLDEST <= int(found[1]) <= today.year:
            return Born(int(found[1]))
    return None


def find_date(text: str) -> date | None:
    """The first whole date in a text of Latin digits: 2026-11-25, 25/11/2026, 25 November 2026."""
    parts = _parts(text)
    return _date(*parts) if parts else None


def cell_date(value: Any) -> date:
    """The date of a cell. Raises ValueError for one that is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = latin_digits(str(value)).strip()
    # Lists write ISO dates most of the time, some with midnight behind them.
    found = find_date(text.removesuffix(" 00:00:00"))
    if found is None:
        raise ValueError
    return found


def _parts(text: str) -> tuple[str, str, str] | None:
    """Year, month and day of the first thing that looks like a date."""
    if found := _ISO.search(text):
        return found[1], found[2], found[3]
    if found := _FIGURES.search(text):
        return found[3], found[2], found[1]
    if found := _WORDS.search(text):
        name = found[2].casefold()
        return found[3], str(_NAMES.get(name) or _SHORT[name]), found[1]
    return None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
