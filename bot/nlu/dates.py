"""Since when, and for how long: ២ខែហើយ, 3 khae hz, since August, ខែកញ្ញា, សប្តាហ៍មុន."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final, Literal, cast
from zoneinfo import ZoneInfo

import yaml

from bot.nlu.cues import LEXICON, pattern, split
from bot.nlu.normalise import normalise
from bot.nlu.numbers import NUMBER, number
from bot.nlu.view import fold

Precision = Literal["day", "month", "year"]
Unit = Literal["day", "week", "month", "year"]

PHNOM_PENH: Final = ZoneInfo("Asia/Phnom_Penh")
_DAYS: Final = {"day": 1, "week": 7}
_MOST: Final = {"day": 1000, "week": 200, "month": 120, "year": 20}
_EXACT: Final = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](20\d\d)(?![\d/.-])")
_YEAR: Final = re.compile(r"(?:ឆ្នាំ|chnam|year|in|,|[a-z]) ?(20\d\d)(?!\d)")


@dataclass(frozen=True)
class Duration:
    """How long something has lasted, in the unit that the person used."""

    count: int
    unit: Unit


@dataclass(frozen=True)
class Since:
    """When it began, as precisely as it was said."""

    day: date  # the first of the month or the year where the precision says so
    precision: Precision


def duration_in(text: str) -> Duration | None:
    """Return the first span of time in a text; an age and a school grade are none."""
    seen = fold(normalise(text))
    for match in _duration().finditer(seen):
        count = number(match.group(1))
        unit = _unit(match.group(2))
        if count and count <= _MOST[unit] and not _is_age(seen, match):
            return Duration(round(count), unit)
    return None


def since_in(text: str, *, now: datetime) -> Since | None:
    """Return since when a text says, seen from `now`: a date, a month, "last week", "2 months"."""
    seen = fold(normalise(text))
    today = now.astimezone(PHNOM_PENH).date()
    return _dated(seen) or _named(seen, today) or _relative(seen, today) or _counted(text, today)


def _dated(seen: str) -> Since | None:
    for day, month, year in _EXACT.findall(seen):
        try:
            return Since(date(int(year), int(month), int(day)), "day")
        except ValueError:
            continue
    return None


def _named(seen: str, today: date) -> Since | None:
    """A month by its name or number is the last one that has begun, unless a year is named."""
    month = _month(seen)
    if month is None:
        return None
    year = _YEAR.search(seen)
    if year:
        return Since(date(int(year.group(1)), month, 1), "month")
    return Since(date(today.year - (month > today.month), month, 1), "month")


def _month(seen: str) -> int | None:
    for at, names in enumerate(_months(), 1):
        if names.search(seen):
            return at
    numbered = _tables_numbered().search(seen)
    month = int(numbered.group(1)) if numbered else 0
    return month if 1 <= month <= 12 else None  # noqa: PLR2004


def _relative(seen: str, today: date) -> Since | None:
    for name, words in _relatives().items():
        if words.search(seen):
            back, unit = name.split()
            return _back(today, int(back), cast("Unit", unit))
    return None


def _counted(text: str, today: date) -> Since | None:
    duration = duration_in(text)
    return _back(today, duration.count, duration.unit) if duration else None


def _back(today: date, count: int, unit: Unit) -> Since:
    if unit in _DAYS:
        return Since(today - timedelta(days=count * _DAYS[unit]), "day")
    if unit == "year":
        return Since(date(today.year - count, 1, 1), "year")
    months = today.year * 12 + today.month - 1 - count
    return Since(date(months // 12, months % 12 + 1, 1), "month")


def _is_age(seen: str, match: re.Match[str]) -> bool:
    around = seen[max(0, match.start() - 12) : match.end() + 8]
    return _unit(match.group(2)) == "year" and bool(_age().search(around))


@cache
def _tables() -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = yaml.safe_load((LEXICON / "dates.yaml").read_text("utf-8"))
    return tables


@cache
def _units() -> dict[str, str]:
    rows = _tables()["units"]
    return {word: unit for unit, words in rows.items() for word in split(words)}


def _unit(word: str) -> Unit:
    return cast("Unit", _units()[word])


@cache
def _duration() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _units()), key=len, reverse=True))
    # ខែ3 is March, 3ខែ is three months: the number stands before its unit.
    return re.compile(rf"({NUMBER}) ?({words})(?![a-z\u17b6-\u17d3])(?! ?\d)")


@cache
def _months() -> tuple[re.Pattern[str], ...]:
    return tuple(pattern(split(words)) for words in _tables()["months"].values())


@cache
def _tables_numbered() -> re.Pattern[str]:
    return re.compile(r"(?:ខែទី|ខែ|\bkhae ?(?:ti)? ?|\bmonth )(\d{1,2})(?!\d)(?! ?(?:ឆ្នាំហើយ|នាក់))")


@cache
def _relatives() -> dict[str, re.Pattern[str]]:
    return {name: pattern(split(words)) for name, words in _tables()["relative"].items()}


@cache
def _age() -> re.Pattern[str]:
    return pattern(split(_tables()["age"]["words"]))
