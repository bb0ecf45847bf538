"""How long an answer may be: what a phone gets in three parts, in each writing."""

from typing import Final

from channels_app import segments

MOST_PARTS: Final = 3


def is_short(words: str) -> bool:
    """Whether a text goes out in three parts of an SMS at most: 201 units in Khmer letters."""
    return segments.count(segments.plain(words)).parts <= MOST_PARTS


def is_latin(words: str) -> bool:
    """Whether a text keeps to the letters of GSM-7: one other letter more than halves a part."""
    return segments.count(segments.plain(words)).encoding == segments.GSM
