"""Find a case's reference in what a person wrote."""

import re

from bot.nlu.cues import lexicon
from bot.nlu.normalise import normalise
from cases.reference import parse

_GROUPED = re.compile(
    r"(?<![\d+])\d{4}[ ./\-\u2010-\u2015\u2212]{1,3}\d{4}[ ./\-\u2010-\u2015\u2212]{1,3}\d(?!\d)"
)
_LOOSE = re.compile(r"(?<![\d+])\d(?:[ ./\-\u2010-\u2015\u2212]{0,2}\d){8}(?!\d)")
_LETTER = re.compile(r"[^\W\d_]")
_FEW_LETTERS = 12


def find_reference(text: str) -> str | None:
    """Return the 9 digits of the reference in the text, or None.

    In the printed grouping 4-4-1 it is taken anywhere. Nine digits in another grouping may be a
    card's number or a phone's (one in ten has a fitting check digit), so they are taken only
    where the message is little else, or speaks of a case. References never start with 0, and
    Cambodian phone numbers always do.
    """
    seen = normalise(text)
    for found in _GROUPED.finditer(seen):
        if reference := parse(found.group()):
            return reference
    if len(_LETTER.findall(seen)) > _FEW_LETTERS and not lexicon().read(text).spans("status"):
        return None
    for found in _LOOSE.finditer(seen):
        if reference := parse(found.group()):
            return reference
    return None
