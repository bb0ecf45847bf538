"""One form of a text for every comparison; what the person wrote is kept and shown elsewhere."""

import re
import unicodedata
from functools import lru_cache

from khmerspell import khnormal

KHMER_DIGITS = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0e\ufe0f]")
# Lone surrogates come from broken gateways; khnormal and PostgreSQL refuse them.
_UNUSABLE = re.compile("[\ud800-\udfff\x00-\x08\x0b-\x1f\x7f]")
_SPACES = re.compile(r"[^\S\n]+")
_COENG_DA = "\u17d2\u178a"
_COENG_TA = "\u17d2\u178f"

# Limon and ABC fonts draw Khmer with Latin code points, so a copied text is Latin gibberish.
_LEGACY_SIGNS = "´»¬¦¿ÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßåæçïðñøþÿ¢£¤¥©®°±µ¶·¹º¼½¾;}{[]|\\<>@#^~_="
_STRONG_SIGNS = frozenset("´»¬¦¿¶µ¤¥¢¹º¼½¾·×ØÞþÿ±®©")
_LEGACY = 3
_KHMER_LETTER = re.compile("[\u1780-\u17b3]")
_WORD = re.compile(r"[^\s]+")


# Every step of a turn reads the same message.
@lru_cache(maxsize=64)
def normalise(text: str) -> str:
    """Return the text in one spelling: NFC, nothing invisible, Latin digits, Khmer in order, lower.

    Never raises. Line breaks stay, since they part sentences.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNUSABLE.sub(" ", _INVISIBLE.sub("", text))
    text = unicodedata.normalize("NFC", text).translate(KHMER_DIGITS)
    text = _SPACES.sub(" ", text)
    if has_khmer(text):
        text = khnormal(text).replace(_COENG_DA, _COENG_TA)
    return str(text).lower().strip()


def has_khmer(text: str) -> bool:
    """Say whether any Khmer letter stands in the text."""
    return _KHMER_LETTER.search(text) is not None


def has_words(text: str) -> bool:
    """Say whether there is a letter or a digit to read: False for nothing, emoji, or dots alone."""
    return any(char.isalnum() for char in _INVISIBLE.sub("", text))


def looks_legacy(text: str) -> bool:
    """Say whether the text was typed in a pre-Unicode Khmer font (Limon, ABC).

    Conservative: a wrong yes would tell somebody who wrote well that we cannot read it. So it
    needs signs that no phone keyboard puts inside a word, and the mid-word capitals of a font map.
    """
    if has_khmer(text) or not has_words(text):
        return False
    if any(mark in text.lower() for mark in ("http", "www.", "@gmail", ".com")):
        return False
    score = 0
    for word in _WORD.findall(text):
        inner = word.strip(".,!?:;'\"()-+$%&*/")
        score += 2 * any(char in _STRONG_SIGNS for char in word)
        score += bool(re.search(r"[A-Za-z][;}{\[\]|\\<>@^~_=#][A-Za-z]", inner))
        score += bool(re.search(r"[a-z][A-Z]", inner)) and not inner.isalpha()
        score += bool(re.search(r"[a-z]{2}[A-Z]$", inner)) and any(c in _LEGACY_SIGNS for c in word)
    return score >= _LEGACY
