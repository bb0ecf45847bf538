"""What a text costs, and how the few that are too long are cut."""

import pytest
import regex
import smsutil
from hypothesis import given, settings
from hypothesis import strategies as st

from channels_app import segments
from channels_app.segments import Segments

KHMER = "ស្ត្រីកម្ពុជាបានទៅទទួលប្រាក់ឧបត្ថម្ភនៅឃុំ។ "
COENG = "\u17d2"
URL = "https://samleng.example/t/4821-0937-5"
TEXTS = st.lists(
    st.sampled_from(
        [*KHMER.split("ទ"), "ខ្ញុំ", " ", "a", "€", "{x}", "👨‍👩‍👧‍👦", "🙏🏽", "\r\n", URL, " ។ "]
    )
    | st.text(max_size=4),
    max_size=250,
).map("".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Segments("GSM-7", 1, 0)),
        ("a" * 160, Segments("GSM-7", 1, 160)),
        ("a" * 161, Segments("GSM-7", 2, 161)),
        ("a" * 306, Segments("GSM-7", 2, 306)),
        ("a" * 307, Segments("GSM-7", 3, 307)),
        ("€" * 80, Segments("GSM-7", 1, 160)),
        ("€" * 81, Segments("GSM-7", 2, 162)),
        ("ក" * 70, Segments("UCS-2", 1, 70)),
        ("ក" * 71, Segments("UCS-2", 2, 71)),
        ("ក" * 134, Segments("UCS-2", 2, 134)),
        ("ក" * 335, Segments("UCS-2", 5, 335)),
        ("ក" * 336, Segments("UCS-2", 6, 336)),
        ("🙏" * 35, Segments("UCS-2", 1, 70)),
        ("🙏" * 36, Segments("UCS-2", 2, 72)),
    ],
)
def test_parts_are_counted_in_septets_or_utf16_units(text: str, expected: Segments) -> None:
    assert segments.count(text) == expected


def test_one_typographic_mark_no_longer_doubles_the_price() -> None:
    text = "We don’t have an answer yet… It comes by Friday — please wait. “Samleng”"
    assert segments.count(text).encoding == "UCS-2"
    assert segments.count(segments.plain(text)).encoding == "GSM-7"
    assert segments.plain("ប្រាក់\u200bឧបត្ថម្ភ\u00a0៥") == "ប្រាក់ឧបត្ថម្ភ ៥"
    assert segments.plain("👨‍👩‍👧") == "👨‍👩‍👧", "the joiner inside an emoji is part of it"


def test_a_text_within_the_cap_is_never_cut() -> None:
    assert segments.cut(KHMER * 5, 10) == [KHMER * 5]


def test_a_long_khmer_text_is_cut_after_a_sentence() -> None:
    text = KHMER * 50
    pieces = segments.cut(text, 10)
    assert "".join(pieces) == text
    assert all(piece.rstrip().endswith("។") for piece in pieces)


def test_an_address_is_never_cut() -> None:
    for before in range(30, 71):
        pieces = segments.cut("ក" * before + URL + " ក" * 100, 1)
        assert sum(URL in piece for piece in pieces) == 1


def test_what_stands_under_a_khmer_letter_is_never_cut_off() -> None:
    for before in range(60, 71):
        pieces = segments.cut("ក" * before + "ស្ត្រីស្ត្រីស្ត្រី", 1)
        assert all(piece.count("ស") == piece.count("្ត្រី") for piece in pieces)


@settings(deadline=None, max_examples=150)
@given(TEXTS, st.integers(1, 4))
def test_any_text_is_counted_as_smsutil_does_and_comes_back_whole(text: str, cap: int) -> None:
    counted = segments.count(text)
    assert counted.parts == len(smsutil.split(text).parts)
    if counted.encoding == "UCS-2":
        assert counted.units == len(text.encode("utf-16-be", "surrogatepass")) // 2
    pieces = segments.cut(text, cap)
    assert "".join(pieces) == text
    assert all(segments.count(piece).parts <= cap for piece in pieces)
    borders, at = set(), 0
    for cluster in regex.findall(r"\X", text):
        at += len(cluster)
        if segments.count(cluster).parts > cap:
            return  # such a cluster cannot arrive whole
        borders.add(at)
    at = 0
    for piece in pieces[:-1]:
        at += len(piece)
        assert at in borders
        assert not piece.endswith(COENG) or len(piece) == 1
