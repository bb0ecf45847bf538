"""The case reference: eight digits and a check digit, read in any digits, shown in groups."""

import re
import unicodedata

LENGTH = 9
NOT_SEPARATOR = re.compile(r"[^\s\-\u2010-\u2015.]")

# Damm's table: it catches every wrong digit and every swap of two neighbours.
TABLE = (
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


def make(number: int) -> str:
    """Give the reference of a number below 100,000,000."""
    digits = f"{number:0{LENGTH - 1}d}"
    return digits + str(_check(digits))


def parse(text: str) -> str | None:
    """Read a reference in Khmer or Latin digits, with or without its dashes; None if it is none."""
    digits = [unicodedata.digit(sign, -1) for sign in NOT_SEPARATOR.findall(text)]
    if len(digits) != LENGTH or -1 in digits:
        return None
    reference = "".join(map(str, digits))
    return reference if _check(reference) == 0 else None


def display(reference: str) -> str:
    """Show it in groups that can be read aloud: 4821-0937-5."""
    return f"{reference[:4]}-{reference[4:8]}-{reference[8:]}"


def _check(digits: str) -> int:
    interim = 0
    for digit in digits:
        interim = TABLE[interim][int(digit)]
    return interim
