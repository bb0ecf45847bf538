"""How a text is counted and, only above the cap, cut: what a phone will receive."""

from bisect import bisect_right
from dataclasses import dataclass

import regex
import smsutil

GSM = "GSM-7"
UCS2 = "UCS-2"
WHOLE = "whole"

# One typographic character turns a whole text into UCS-2: 70 units a part instead of 160.
FOLDED = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201a": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2026": "...",
        "\u00a0": " ",
        "\u202f": " ",
        "\u200b": None,
        "\u2060": None,
        "\ufeff": None,
        "\x00": None,
    }
)
# A cut is wanted after a space or the end of a Khmer or Latin sentence, where one is near.
SEAMS = frozenset(" \n។៕?!")
NEAR = 0.25
# An address breaks when it is cut, so that it counts as one piece. \X is a grapheme cluster;
# since Unicode 16 it keeps what stands under a Khmer letter with it (Python's own re has no \X).
PIECES = regex.compile(r"https?://\S+|\X")


@dataclass(frozen=True)
class Segments:
    """What a text costs: its alphabet, its parts, and its units (septets or UTF-16 units)."""

    encoding: str
    parts: int
    units: int


def plain(text: str) -> str:
    """Fold typographic marks and drop what takes a unit without being seen."""
    return text.translate(FOLDED)


def count(text: str) -> Segments:
    """Count as the network does: 160/153 septets in GSM-7, else 70/67 UTF-16 units."""
    if not text:
        return Segments(GSM, 1, 0)
    split = smsutil.split(text)
    if split.encoding == "gsm0338":
        return Segments(GSM, len(split.parts), split.total_bytes)
    return Segments(UCS2, len(split.parts), split.total_bytes // 2)


def cut(text: str, cap_parts: int) -> list[str]:
    """Cut into messages of at most `cap_parts` parts; joined, they are the text again.

    Never within an address or a cluster, unless it alone is longer than a message.
    """
    if count(text).parts <= cap_parts:
        return [text]
    pieces = _pieces(text, cap_parts)
    messages, start = [], 0
    while start < len(pieces):
        end = _furthest(pieces, start, cap_parts)
        if end < len(pieces):
            end = _seam(pieces, start, end)
        messages.append("".join(pieces[start:end]))
        start = end
    return messages


def whole(text: str) -> Segments:
    """Count a text that no network cuts: one part, whatever its length in UTF-16 units."""
    return Segments(WHOLE, 1, units(text))


def units(text: str) -> int:
    """Count UTF-16 units, as the makers of phones and messengers do."""
    return len(text.encode("utf-16-le", "replace")) // 2


def cut_units(text: str, most: int) -> list[str]:
    """Cut into messages of at most `most` UTF-16 units; joined, they are the text again."""
    if units(text) <= most:
        return [text]
    messages, piece = [], ""
    for part in PIECES.findall(text):
        for bit in [part] if units(part) <= most else list(part):
            while piece and units(piece) + units(bit) > most:
                kept = _last_seam(piece)
                messages.append(piece[:kept])
                piece = piece[kept:]
            piece += bit
    return [*messages, piece]


def _last_seam(piece: str) -> int:
    """Give the end of the last word or sentence where one is near the end, else the end."""
    nearest = len(piece) - int(len(piece) * NEAR)
    ends = (end for end in range(len(piece), max(nearest, 1), -1) if piece[end - 1] in SEAMS)
    return next(ends, len(piece))


def _pieces(text: str, cap_parts: int) -> list[str]:
    """Give what must stay together, in order."""
    return [part for piece in PIECES.findall(text) for part in _fitting(piece, cap_parts)]


def _fitting(piece: str, cap_parts: int) -> list[str]:
    """Give a piece whole, or, where it alone is too long for a message, what it is made of."""
    if count(piece).parts <= cap_parts:
        return [piece]
    clusters = regex.findall(r"\X", piece)
    if len(clusters) == 1:
        return list(piece)
    return [part for cluster in clusters for part in _fitting(cluster, cap_parts)]


def _furthest(pieces: list[str], start: int, cap_parts: int) -> int:
    """Give the end of the longest run that fits; one piece always goes in."""

    def parts(end: int) -> int:
        return count("".join(pieces[start:end])).parts

    # A piece has a unit at least and a part at most 160, which bounds what can fit.
    last = min(len(pieces), start + cap_parts * 160)
    ends = range(start + 1, last + 1)
    return max(start + 1, start + bisect_right(ends, cap_parts, key=parts))


def _seam(pieces: list[str], start: int, end: int) -> int:
    """Move a cut back to the end of a word or a sentence where one is near."""
    nearest = end - int((end - start) * NEAR)
    for candidate in range(end, max(nearest, start + 1) - 1, -1):
        if pieces[candidate - 1][-1] in SEAMS:
            return candidate
    return end
