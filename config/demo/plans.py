"""Who writes what, when and how it goes on: planned by one seed, the same every time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Final, TypeVar

from config.demo.narratives import KIN, KINDS, Kind

T = TypeVar("T")

KHMER_DIGITS: Final = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")
# An offset from the present, so that some cases are always new and some always old.
SPAN: Final = timedelta(days=125)


class Course(StrEnum):
    """How a case goes on after it was opened."""

    RESOLVED = "resolved"
    ASKED = "asked"
    REFERRED = "referred"
    REFUSED = "refused"
    REOPENED = "reopened"
    ON_THE_SPOT = "on the spot"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    WAITING = "waiting"
    OFFERED = "offered"
    LEFT = "left"
    UNTOUCHED = "untouched"
    REJECTED = "rejected"


COURSES: Final = {
    Course.RESOLVED: 50,
    Course.ASKED: 10,
    Course.REFERRED: 6,
    Course.REFUSED: 3,
    Course.REOPENED: 5,
    Course.WITHDRAWN: 3,
    Course.MERGED: 2,
    Course.LEFT: 7,
    Course.UNTOUCHED: 3,
}
# Those of the last days: still on the desks.
RECENT: Final = {
    Course.UNTOUCHED: 5,
    Course.LEFT: 6,
    Course.WAITING: 4,
    Course.OFFERED: 3,
    Course.RESOLVED: 3,
}
ORIGINS: Final = {"sms": 55, "walk_in": 22, "phone": 13, "webchat": 10}
LANGUAGES: Final = {"km": 62, "km-Latn": 18, "en": 20}
NAMES: Final = ("សុខា", "ស្រីពៅ", "ដារ៉ា", "ចន្ថា", "បុប្ផា", "វិចិត្រ", "ម៉ាលី", "រតនា", "ភារុណ", "សុភាព")


@dataclass(frozen=True)
class Place:
    """An area in the words of both languages."""

    id: int
    km: str
    en: str


@dataclass(frozen=True)
class Plan:
    """One case to be: what is said at the start, and what will come of it."""

    number: int
    received_at: datetime
    origin: str
    language: str
    kind: Kind
    programme: str
    place: Place
    narrative: str
    course: Course
    # The share of the time allowed that the office takes; above 1 it is late.
    pace: float
    acceptance_h: float
    confirms: bool
    verdict: int
    name: str
    phone: str


def plan(count: int, *, seed: int, places: Sequence[Place], until: datetime) -> list[Plan]:
    """Plan so many cases that end at `until`, in the order in which they come in."""
    chance = Random(seed)  # noqa: S311 - made-up people, not a secret
    moments = sorted(_moment(chance, until) for _ in range(count))
    return [_one(chance, number, moment, until, places) for number, moment in enumerate(moments, 1)]


def _one(
    chance: Random, number: int, at: datetime, until: datetime, places: Sequence[Place]
) -> Plan:
    kind = chance.choices(KINDS, [each.weight for each in KINDS])[0]
    origin = _pick(chance, ORIGINS)
    language = _pick(chance, LANGUAGES)
    if origin in {"walk_in", "phone"} and language == "km-Latn":
        language = "km"
    words = {"km": kind.km, "km-Latn": kind.latin, "en": kind.en}
    if not words[language]:
        language = "km"
    place = chance.choice(places)
    return Plan(
        number=number,
        received_at=at,
        origin=origin,
        language=language,
        kind=kind,
        programme=chance.choice(kind.programmes) if kind.programmes else "",
        place=place,
        narrative=_said(chance, chance.choice(words[language]), language, place),
        course=_course(chance, kind, origin, age=until - at),
        pace=min(2.4, chance.lognormvariate(-0.62, 0.5)),
        acceptance_h=min(30.0, chance.expovariate(1 / 5)),
        confirms=chance.random() < 0.6,  # noqa: PLR2004
        verdict=chance.randrange(100),
        name=chance.choice(NAMES),
        # Above the phones of the simulator, below anything that an operator gives out.
        phone=f"+85512000{100 + number % 900:03}",
    )


def _course(chance: Random, kind: Kind, origin: str, *, age: timedelta) -> Course:
    if kind.category == "OTH.OOS":
        return Course.REJECTED
    if kind.category.startswith("INFO.") and origin == "walk_in":
        return Course.ON_THE_SPOT
    recent = age < timedelta(days=9)
    course = _pick(chance, RECENT if recent else COURSES)
    if origin != "sms" and course in {Course.ASKED, Course.WAITING}:
        return Course.RESOLVED
    if kind.category.startswith(("SAFE.", "INT.", "PRV.")) and course not in {
        Course.LEFT,
        Course.UNTOUCHED,
    }:
        return Course.RESOLVED
    return course


def _said(chance: Random, words: str, language: str, place: Place) -> str:
    months, days = str(chance.randint(2, 5)), str(chance.randint(3, 14))
    if language == "km":
        months, days = months.translate(KHMER_DIGITS), days.translate(KHMER_DIGITS)
    return words.format(
        place=place.km if language == "km" else place.en,
        months=months,
        days=days,
        kin=chance.choice(KIN[language]),
    )


def _moment(chance: Random, until: datetime) -> datetime:
    # More people know the number each month; hardly anybody writes at night.
    back = SPAN * (1.0 - float(chance.random() ** 0.7))
    day = (until - back).replace(hour=0, minute=0, second=0, microsecond=0)
    # 00:00 UTC is 07:00 in Phnom Penh.
    moment: datetime = day + timedelta(minutes=chance.triangular(-60, 14 * 60, 3 * 60))
    return min(moment, until - timedelta(minutes=chance.randint(5, 600)))


def _pick(chance: Random, weights: dict[T, int]) -> T:
    return chance.choices(list(weights), list(weights.values()))[0]
