"""Every text in every language: its budget, its letters, its placeholders, and what it hides."""

import re
from datetime import date

import pytest
import smsutil
from hypothesis import given
from hypothesis import strategies as st

from cases.texts import LANGUAGES, all_texts, labels_of, purpose_of, render, text_of
from cases.texts.dates import spoken_date
from cases.texts.errors import UnknownText, WrongTable, WrongValue
from cases.texts.sentences import PLACEHOLDERS, _text
from channels_app.buttons import numbered
from channels_app.kind import Button

EVERY_TEXT = sorted(all_texts())
MOST_PARTS = 3
LONGEST_DATE = {
    language: max((spoken_date(date(2026, month, 28), language) for month in range(1, 13)), key=len)
    for language in LANGUAGES
}


def as_sms(key: str, language: str, **values: str) -> str:
    """Return the text as a phone without buttons gets it."""
    buttons = [Button(label, "") for label in labels_of(key, language)]
    return numbered(render(key, language, **values), buttons)


def longest(key: str, language: str) -> str:
    """Return the text with the longest values that its budget counts on."""
    letter = "ក" if language == "km" else "a"
    values = {name: letter * size for name, size in PLACEHOLDERS.items()}
    values |= {"reference": "4821-0937-9", "date": LONGEST_DATE[language]}
    values["remedy"] = " " + render("remedy_by", language, **values)
    return as_sms(key, language, **values)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", EVERY_TEXT)
def test_a_text_keeps_to_its_budget_with_the_longest_values(key: str, language: str) -> None:
    parts = len(smsutil.split(longest(key, language)).parts)
    assert parts <= text_of(key).parts[language] <= MOST_PARTS


@pytest.mark.parametrize("language", ["km-Latn", "en"])
@pytest.mark.parametrize("key", EVERY_TEXT)
def test_a_text_in_latin_letters_fits_gsm_7(key: str, language: str) -> None:
    assert smsutil.is_valid_gsm(longest(key, language))


@pytest.mark.parametrize("key", EVERY_TEXT)
def test_khmer_is_written_in_khmer_with_khmer_digits_and_no_hidden_spaces(key: str) -> None:
    words = text_of(key).words["km"]
    assert any("\u1780" <= letter <= "\u17b3" for letter in words)
    assert not any(digit in words for digit in "0123456789")
    assert "\u200b" not in words
    assert "\u17d2\u178a" not in words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", EVERY_TEXT)
def test_no_text_asks_for_a_secret_or_gives_a_phone_number(key: str, language: str) -> None:
    words = text_of(key).words[language].lower()
    latin = ("pin", "otp", "password", "code", "somngat")
    assert not set(latin) & set(re.findall("[a-z]+", words))
    assert not any(secret in words for secret in ("សម្ងាត់", "លេខកូដ"))
    assert not any(char.isdigit() and int(char) > 6 for char in words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_neutral_text_names_no_case_no_office_and_no_matter(language: str) -> None:
    neutral = [text for text in all_texts().values() if text.neutral]
    assert [text.key for text in neutral] == ["neutral"]
    assert not neutral[0].placeholders
    assert len(smsutil.split(render("neutral", language)).parts) == 1
    told = ("safe", "violence", "abuse", "officer", "urgent", "case", "case number", "រឿង", "មន្ត្រី")
    assert not any(word in render("neutral", language).lower() for word in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_restricted_case_and_an_unknown_one_are_answered_alike(language: str) -> None:
    assert not text_of("status_unknown").placeholders
    assert render("status_unknown", language) == render("status_unknown", language, date="soon")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "key", ["menu", "unclear_menu", "empty_message", "legacy_encoding", "help"]
)
def test_a_text_that_waits_for_a_digit_shows_all_six_choices(key: str, language: str) -> None:
    digits = "១២៣៤៥៦" if language == "km" else "123456"
    lines = as_sms(key, language).splitlines()
    assert [line[0] for line in lines if line[0] in digits] == list(digits)


def test_a_text_says_its_purpose_for_the_gate() -> None:
    assert purpose_of("receipt") == "receipt"
    assert purpose_of("neutral") == "neutral"
    assert purpose_of("stop_done") == "command"
    assert purpose_of("resolved_upheld") == "notice"


def test_an_unknown_text_or_value_is_refused() -> None:
    with pytest.raises(UnknownText):
        render("no_such_text", "km")
    with pytest.raises(WrongValue, match="referense"):
        render("receipt", "km", reference="1", date="2", referense="3")
    with pytest.raises(WrongValue, match="date"):
        render("receipt", "km", reference="1")


def test_a_language_that_we_do_not_have_gets_khmer() -> None:
    assert render("neutral", "fr") == render("neutral", "km")


@given(st.text(max_size=40))
def test_a_value_is_put_in_as_it_is_and_never_read_as_a_template(value: str) -> None:
    said = render("asked", "en", reference="1", question="{date}{__class__}", date=value)
    assert "{date}{__class__}" in said
    assert value in said


def test_a_table_whose_languages_differ_is_refused() -> None:
    row = {
        "purpose": "notice",
        "says": "x",
        "parts": {"km": 1, "km-Latn": 1, "en": 1},
        "km": "ក {reference}",
        "km-Latn": "a",
        "en": "a {reference}",
    }
    with pytest.raises(WrongTable, match="placeholders"):
        _text("x", row, {})
    with pytest.raises(WrongTable, match="no words"):
        _text("x", {**row, "en": ""}, {})
    with pytest.raises(WrongTable, match="purpose"):
        _text("x", {**row, "purpose": "advert"}, {})
    with pytest.raises(WrongTable, match="buttons"):
        _text("x", {**row, "buttons": {"km": ["ក"], "km-Latn": [], "en": ["a"]}}, {})
