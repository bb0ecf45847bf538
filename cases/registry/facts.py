"""The second fact that a person gives: a birthday of a member, or the end of the phone's number.

A name is no second fact: in a village everybody knows it. Facts are compared as keyed hashes that
are salted with the household's own number, so that equal birthdays look different.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings

from cases.models.register import FACT
from cases.registry.dates import find_born, latin_digits

# The last digits of a number that the register has; fewer are guessed too soon.
PHONE_DIGITS: Final = 6
_NUMBER: Final = re.compile(r"\+?\d[\d\s().-]{4,}\d")


@dataclass(frozen=True, slots=True)
class Candidates:
    """What a person's answer may mean: at most one birthday, one year, and one phone's end.

    One of each, so that a message with a hundred years in it is one guess and not a hundred.
    """

    born_on: date | None = None
    year: int | None = None
    phone_end: str = ""

    def __bool__(self) -> bool:
        return bool(self.born_on or self.year or self.phone_end)

    @property
    def labels(self) -> tuple[str, ...]:
        """Each fact in the writing in which it is hashed; a whole birthday says the year too."""
        births = [birth_label(birth) for birth in (self.born_on, self.year) if birth]
        return (*births, *([f"phone:{self.phone_end}"] if self.phone_end else ()))


def birth_label(birth: date | int) -> str:
    """A birthday, or a year where no more is known, as it is hashed.

    A register that knows the day is not satisfied with the year.
    """
    return f"born:{birth.isoformat()}" if isinstance(birth, date) else f"year:{birth}"


def read(text: str, *, today: date) -> Candidates:
    """What a person's answer may mean, in Khmer or Latin digits, with words around it."""
    words = latin_digits(text)[:200]
    born = find_born(words, today=today)
    if born is not None:
        return Candidates(born_on=born.day, year=born.year)
    number = _NUMBER.search(words) or re.search(rf"(?<!\d)\d{{{PHONE_DIGITS}}}(?!\d)", words)
    return Candidates(phone_end=end_of_phone(number.group()) if number else "")


def end_of_phone(number: str) -> str:
    """The digits of a phone's number that are asked for; empty where there are too few."""
    # The country's code and the 0 before a number make no difference to its end.
    digits = re.sub(r"\D", "", latin_digits(number))
    return digits[-PHONE_DIGITS:] if len(digits) >= PHONE_DIGITS else ""


def fact_hash(label: str, *, salt: str) -> str:
    """The keyed hash of a fact under its household's number hash."""
    key = settings.SAMLENG_HASH_KEY.encode()
    return hmac.digest(key, f"fact:{salt}:{label}".encode(), hashlib.sha256).hex()[:FACT]


def is_true(known: Candidates, facts: list[str], *, salt: str) -> bool:
    """Whether one of the candidates is among a household's hashed facts; looks at all of them."""
    found = False
    for label in known.labels:
        given = fact_hash(label, salt=salt)
        for fact in facts:
            found |= hmac.compare_digest(given, fact)
    return found
