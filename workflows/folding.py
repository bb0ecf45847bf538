"""Folds a place name to what all its spellings share: script, case, prefixes, Latin variants."""

import re
import unicodedata

from workflows.models.organisation import AreaLevel

# What people put before a name, and the level it speaks of.
KHMER_PREFIXES: tuple[tuple[str, str], ...] = (
    ("រាជធានី", AreaLevel.PROVINCE),
    ("សង្កាត់", AreaLevel.COMMUNE),
    ("ស្រុក", AreaLevel.DISTRICT),
    ("ខណ្ឌ", AreaLevel.DISTRICT),
    ("ខណ្ឍ", AreaLevel.DISTRICT),
    ("ក្រុង", AreaLevel.DISTRICT),
    ("ខេត្ត", AreaLevel.PROVINCE),
    ("ខេត្ដ", AreaLevel.PROVINCE),
    ("ភូមិ", AreaLevel.VILLAGE),
    ("ឃុំ", AreaLevel.COMMUNE),
)
LATIN_PREFIXES: dict[str, str] = {
    "phum": AreaLevel.VILLAGE,
    "phoum": AreaLevel.VILLAGE,
    "khum": AreaLevel.COMMUNE,
    "sangkat": AreaLevel.COMMUNE,
    "songkat": AreaLevel.COMMUNE,
    "srok": AreaLevel.DISTRICT,
    "khan": AreaLevel.DISTRICT,
    "krong": AreaLevel.DISTRICT,
    "khet": AreaLevel.PROVINCE,
    "khaet": AreaLevel.PROVINCE,
}
LATIN_SUFFIXES: dict[str, str] = {
    "village": AreaLevel.VILLAGE,
    "commune": AreaLevel.COMMUNE,
    "district": AreaLevel.DISTRICT,
    "city": AreaLevel.DISTRICT,
    "town": AreaLevel.DISTRICT,
    "municipality": AreaLevel.DISTRICT,
    "province": AreaLevel.PROVINCE,
    "capital": AreaLevel.PROVINCE,
}

_KHMER = re.compile("[\u1780-\u17ff]")
# A dependent vowel, sign or coeng goes on with the word before it; so does the end of ភូមិន្ទ.
_GOES_ON = re.compile("[\u17b6-\u17d3\u17dd]|\u1793\u17d2\u1791")
# Longest name in the gazetteer is far below; what is longer is no name.
_LONGEST = 120

_KHMER_SPELLINGS = (
    (re.compile("\u17d2\u178a"), "\u17d2\u178f"),  # coeng DA and coeng TA look the same
    (re.compile("(\u17d2\u179a)(\u17d2.)"), r"\2\1"),  # coeng RO is written last
    (re.compile("\u17c6([\u17b6\u17bb])"), "\\1\u17c6"),
    (re.compile("[\u17cb-\u17cd\u17d0\u17d1]"), ""),  # signs that people leave out
    (re.compile("[\u17d4-\u17dc]"), ""),
    (re.compile("[^\u1780-\u17ff0-9a-z]"), ""),
)
_LATIN_SPELLINGS = (
    (re.compile(r"\bk[aou]m?p[ou]u?ng?|\bkg\b"), "kampong"),
    (re.compile(r"([ptk])h"), r"\1"),
    (re.compile(r"ch+"), "c"),
    (re.compile(r"b\b"), "p"),
    (re.compile(r"([aeo])y"), r"\1i"),
    (re.compile(r"oeu|oue|eou|oe|eu|ue|ou|oo|ao"), "o"),
    (re.compile(r"u"), "o"),
    (re.compile(r"ae"), "e"),
    (re.compile(r"w"), "v"),
    (re.compile(r"[^0-9a-z]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)


def fold(name: str) -> str:
    """The form under which a name is stored and looked up; empty when nothing is left."""
    return fold_with_level(name)[0]


def fold_with_level(name: str) -> tuple[str, str | None]:
    """The folded name, and the level that a word before or after it speaks of."""
    text = _plain(name)
    if _KHMER.search(text):
        text, level = _strip_khmer(text)
        return _spell(text, _KHMER_SPELLINGS), level
    words, level = _strip_latin(text.split())
    return _spell(" ".join(words), _LATIN_SPELLINGS), level


def _plain(name: str) -> str:
    text = unicodedata.normalize("NFKD", str(name)[:_LONGEST]).casefold()
    # Digits of any script; marks of the Latin script go, Khmer's are letters of their own.
    kept = []
    for letter in text:
        if letter.isdecimal():
            kept.append(str(unicodedata.decimal(letter)))
        elif letter in "-_/,.":
            kept.append(" ")
        elif _KHMER.match(letter) or not unicodedata.category(letter).startswith(("M", "C")):
            kept.append(letter)
    return "".join(kept).strip()


def _strip_khmer(text: str) -> tuple[str, str | None]:
    for prefix, level in KHMER_PREFIXES:
        rest = text.removeprefix(prefix)
        if rest != text and rest.strip() and not _GOES_ON.match(rest):
            return rest.strip(), level
    return text, None


def _strip_latin(words: list[str]) -> tuple[list[str], str | None]:
    level = None
    if len(words) > 1 and words[-1] in LATIN_SUFFIXES:
        level = LATIN_SUFFIXES[words[-1]]
        words = words[:-1]
    if len(words) > 1 and words[0] in LATIN_PREFIXES:
        level = LATIN_PREFIXES[words[0]]
        words = words[1:]
    return words, level


def _spell(text: str, spellings: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, plain in spellings:
        text = pattern.sub(plain, text)
    return text
