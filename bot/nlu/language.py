"""Which of our three languages a message is in, so that the reply is in the same."""

import re
from typing import Literal

from bot.nlu.cues import lexicon
from bot.nlu.view import view

Language = Literal["km", "km-Latn", "en"]

_KHMER = re.compile("[\u1780-\u17b3]")
_LATIN = re.compile("[a-z]+")


def language_of(text: str, *, otherwise: Language = "km") -> Language:
    """Return the language to answer in; `otherwise` for a text without words, such as "1"."""
    words = lexicon()
    seen = view(text, words.latin)
    latin = _LATIN.findall(seen)
    # One Khmer letter is about a third of a Latin word: "PIN ត្រូវបានបិទ" is Khmer.
    if len(_KHMER.findall(seen)) >= 2 * len(latin) and _KHMER.search(seen):
        return "km"
    if not latin:
        return otherwise
    romanised, english = words.terms["rom"], words.terms["en"]
    score = sum((word in english) - (word in romanised) for word in latin)
    if score == 0:
        return "km-Latn" if any(word in romanised for word in latin) else "en"
    return "en" if score > 0 else "km-Latn"
