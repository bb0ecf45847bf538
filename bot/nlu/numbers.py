"""Numbers as people write them: 12, ១២, 15,600, 1.5, បួន, muoy."""

from typing import Final

_KHMER: Final = {
    "មួយ": 1, "ពីរ": 2, "បី": 3, "បួន": 4, "ប្រាំ": 5, "ប្រាំមួយ": 6, "ប្រាំពីរ": 7,
    "ប្រាំបី": 8, "ប្រាំបួន": 9, "ដប់": 10, "ដប់ពីរ": 12, "ម្ភៃ": 20, "សាមសិប": 30,
    "សែសិប": 40, "ហាសិប": 50,
}  # fmt: skip
_LATIN: Final = {
    1: "muoy mouy muy one a an", 2: "pir pi two couple", 3: "bei bey three", 4: "buon boun four",
    5: "pram bram five", 6: "prammuoy six", 7: "prampir seven", 8: "prambei eight",
    9: "prambuon nine", 10: "dob dop ten", 12: "twelve", 20: "mphey twenty",
}  # fmt: skip
_WORDS: Final = _KHMER | {word: value for value, row in _LATIN.items() for word in row.split()}
_LATIN_WORDS: Final = "|".join(
    word for word in sorted(_WORDS, key=len, reverse=True) if word.isascii()
)
_KHMER_WORDS: Final = "|".join(sorted(_KHMER, key=len, reverse=True))
DIGITS: Final = r"(?<![\d.,])\d{1,3}(?:[,.]\d{3})+(?!\d)|(?<![\d.,])\d+(?:\.\d{1,2})?"
NUMBER: Final = (
    rf"{DIGITS}|(?:{_KHMER_WORDS})(?![\u17b6-\u17d3])|(?<![a-z])(?:{_LATIN_WORDS})(?![a-z])"
)


def number(written: str) -> float | None:
    """Return the value of what NUMBER found; None for more than anybody means."""
    if written in _WORDS:
        return _WORDS[written]
    parts = written.replace(",", ".").split(".")
    whole = "".join(parts) if all(len(part) == 3 for part in parts[1:]) else ".".join(parts)  # noqa: PLR2004
    value = float(whole) if whole.count(".") <= 1 else 0.0
    return value if 0 < value < 1e9 else None  # noqa: PLR2004
