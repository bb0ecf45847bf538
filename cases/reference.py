"""A case's reference: 9 digits with a check digit, shown 4821-0937-5, read in any digits.

The check digit is Damm's: it catches every wrong digit and every swap of two neighbours, which
ISO 7064 MOD 11,10 does not quite, and its result is always one plain digit. The first digit is
never 0, so that a Cambodian phone number (0.., or 855.. with more digits) is no reference.
"""

import re
from typing import Final

_LENGTH: Final = 9
_FIRST: Final = 10_000_000
_BODIES: Final = 90_000_000  # 8 digits, the first one from 1 to 9

# A totally anti-symmetric quasigroup of order 10 with 0 on the diagonal (Damm, 2004).
_DAMM: Final = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_LATIN: Final = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")
_BETWEEN: Final = re.compile("[\\s\u00a0\u200b-\u200d\u2060\ufeff./\u2010-\u2015\u2212-]")


def make(number: int) -> str:
    """Return the reference of a drawn number; draw from secrets, since it must not be guessed.

    Any number from 0 up will do. Two numbers may share a reference only from 90 million on, and
    the unique column refuses the second.
    """
    if number < 0:
        raise ValueError("A reference is made from a number of 0 or more.")
    body = str(_FIRST + number % _BODIES)
    return body + str(_check(body))


def is_valid(reference: str) -> bool:
    """Say whether these are 9 plain digits that belong together."""
    plain = len(reference) == _LENGTH and reference.isascii() and reference.isdigit()
    return plain and reference[0] != "0" and _check(reference) == 0


def parse(text: str) -> str | None:
    """Return the 9 digits when the text is a reference and nothing else, however it is grouped."""
    digits = _BETWEEN.sub("", text.translate(_LATIN))
    return digits if is_valid(digits) else None


def display(reference: str) -> str:
    """Return the reference as people read it: 4821-0937-5."""
    return f"{reference[:4]}-{reference[4:8]}-{reference[8:]}"


def _check(digits: str) -> int:
    """Return the check digit of a body, or 0 for a body that ends with its right one."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim
