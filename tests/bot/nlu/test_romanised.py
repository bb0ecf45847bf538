"""Khmer in Latin letters, read back as Khmer words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.romanised import distance, khmer_of, khmerise, skeleton, table
from bot.nlu.view import fold


@pytest.mark.parametrize(
    ("spellings", "khmer"),
    [
        ("luy lui loy louy", "លុយ"),
        ("knhom nhom khnhom knyom nh", "ខ្ញុំ"),
        ("ot ort min", None),
        ("hz hery haey hey", "ហើយ"),
        ("ban baan", "បាន"),
        ("chhmous chmos jmuos chhmuoh", "ឈ្មោះ"),
        ("aharoubakor aharubakor aharoupakor", "អាហារូបករណ៍"),
    ],
)
def test_spellings_of_a_word_are_one_word(spellings: str, khmer: str | None) -> None:
    read = {khmer_of(word) for word in spellings.split()}
    assert read == ({fold(khmer)} if khmer else {"អត់", "មិន"})


@pytest.mark.parametrize(
    ("slip", "khmer"),
    [
        ("aharoubkaor", "អាហារូបករណ៍"),
        ("turosapp", "ទូរស័ព្ទ"),
        ("krousarr", "គ្រួសារ"),
        ("sampheass", "សម្ភាស"),
    ],
)
def test_a_slip_of_the_finger_does_not_hide_a_word(slip: str, khmer: str) -> None:
    assert khmer_of(slip) == fold(khmer)


@pytest.mark.parametrize("word", ["household", "kampot", "xyz", "a", "hospital", "zzzzzzzz"])
def test_a_word_that_is_no_khmer_stays_unread(word: str) -> None:
    assert khmer_of(word) is None


def test_a_message_is_read_word_by_word() -> None:
    assert khmerise("bong luy knhom min ton chol te") == [
        fold(word) for word in ("បង", "លុយ", "ខ្ញុំ", "មិន", "ទាន់", "ចូល", "ទេ")
    ]


def test_consonants_that_sound_alike_are_one() -> None:
    assert skeleton("chhmous") == skeleton("jmoh") == skeleton("chmuos")


def test_every_spelling_in_the_table_is_plain_latin() -> None:
    assert len(table().romanised) > 900
    assert all(word.isascii() and word.isalpha() for word in table().romanised)


@given(st.text("abcdehkmnoprst", max_size=9), st.text("abcdehkmnoprst", max_size=9))
def test_the_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other, 9) == distance(other, one, 9)
    assert (distance(one, other, 9) == 0) == (one == other)
