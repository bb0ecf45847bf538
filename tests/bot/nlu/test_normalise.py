"""One spelling for every text, and no text that breaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.normalise import has_words, looks_legacy, normalise
from bot.nlu.view import fold, view
from tests.bot.nlu.messages import rows

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
KHMER = st.text("កខគឃងចតថដណនបពភមយរលវសហឡអ្ាិីឹឺុូួើឿៀេែៃោៅំះ៉៊់៌័ឱ \u200b", max_size=40)


@pytest.mark.parametrize(
    ("written", "one_form"),
    [
        ("ប្ដី", "ប្តី"),
        ("ខ្ញំុ", "ខ្ញុំ"),
        ("លុយ\u200bមិន\u200cចូល", "លុយមិនចូល"),
        ("៤៨២១\u00a0០៩៣៧", "4821 0937"),
        ("STOP\ufeff", "stop"),
        ("ស្រ្តី", "ស្ត្រី"),
        ("a\x00b\ud800c", "a b c"),
        ("one\r\ntwo", "one\ntwo"),
    ],
)
def test_spellings_that_look_the_same_become_the_same(written: str, one_form: str) -> None:
    assert normalise(written) == one_form


@pytest.mark.parametrize("written", ["ឱ្យ", "ឲ្យ", "អោយ", "ឪ្យ", "អេាយ"])
def test_the_ways_to_write_give_are_one(written: str) -> None:
    assert fold(written) == "អោយ"


@given(ANY_TEXT | KHMER)
def test_no_text_breaks_it_and_a_second_time_changes_nothing_that_is_seen(text: str) -> None:
    once = normalise(text)
    assert not any(mark in once for mark in "\u200b\u200c\u200d\u2060\ufeff\x00")
    assert isinstance(view(text, frozenset({"money"})), str)


def test_words_that_run_together_are_parted_and_a_slip_is_mended() -> None:
    known = frozenset({"pdey", "veay", "knhom", "husband", "commune"})
    assert view("pdeyveayknhom", known) == "pdey veay knhom"
    assert view("my husbnad, the comune", known) == "my husband, the commune"


@pytest.mark.parametrize("text", ["", "   ", "🙏🙏", "...", "\u200b", "👍🏽"])
def test_a_text_without_words_is_known_as_such(text: str) -> None:
    assert not has_words(text)


def test_letters_of_an_old_font_are_known() -> None:
    assert looks_legacy("´minTan;banluyeT")


def test_nothing_written_well_is_taken_for_an_old_font() -> None:
    ordinary = [row["text"] for row in rows("examples.jsonl") if "Limon" not in row["script"]]
    ordinary += [row["text"] for row in rows("safety_messages.jsonl")]
    ordinary += ["Tel: 012/345; iPhone, A/C 2;3", "https://example.org/a;b?c=D", "ID:123-ABC"]
    assert [text for text in ordinary if looks_legacy(text)] == []
