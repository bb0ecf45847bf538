"""Romanised Khmer read as Khmer words, within bounds that no message can stretch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu import heard as hearing
from bot.nlu.cues import lexicon
from bot.nlu.heard import heard
from bot.nlu.view import view


class Counting(frozenset[str]):
    """A set of words that counts how often it is asked."""

    asked = 0

    def __contains__(self, word: object) -> bool:
        type(self).asked += 1
        return super().__contains__(word)


def words(text: str) -> str:
    found = heard(lexicon().read(text))
    return found.text if found else ""


@pytest.mark.parametrize("text", ["nh min jg rous", "knhom min chong ros", "nhom min jorng ruos"])
def test_the_same_words_are_heard_however_they_are_spelt(text: str) -> None:
    assert words(text) == "ខ្ញុំមិនចង់រស់"


def test_a_word_that_only_sounds_like_one_of_danger_is_heard() -> None:
    assert "បង្ខំ" in words("koat bangkhomm knhom")


def test_english_is_not_heard_as_khmer() -> None:
    assert not words("my money did not come this month, please help me")


def test_english_words_stay_in_a_mixed_text() -> None:
    assert words("agent tha mk hotel jm vea").startswith("agent")


def test_a_text_of_strange_words_is_looked_into_only_so_far(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(hearing, "khmer_of", asked.append)
    strange = [f"{a}{b}{c}xk" for a in "bcdfgjklmn" for b in "aeiou" for c in "bcdfgjklmn"]
    heard(lexicon().read(" ".join(strange)))
    assert 0 < len(asked) <= 48


def test_one_endless_word_costs_no_more_than_its_length() -> None:
    known = Counting({"jong", "slab"})
    view("jong" * 1500, known)
    assert Counting.asked <= 25 * 6000


@given(st.text(alphabet="abknhoms jg'ប្តីវាយ ", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    heard(lexicon().read(text))
