"""Commands stand alone; in a sentence the same word is case text."""

import pytest

from bot.nlu.commands import command, digit


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("STOP", "stop"),
        ("Stopall", "stop"),
        ("unsubscribe", "stop"),
        ("CANCEL", "stop"),
        ("end.", "stop"),
        ("quit", "stop"),
        ("ឈប់", "stop"),
        ("បញ្ឈប់", "stop"),
        ("chhob", "stop"),
        ("STOP កុំផ្ញើសារមកទៀត", "stop"),
        ("START", "start"),
        ("yes", "start"),
        ("UNSTOP", "start"),
        ("ចាប់ផ្ដើម", "start"),
        ("help!", "help"),
        ("INFO", "help"),
        ("ជំនួយ", "help"),
        ("សូមជំនួយផង", "help"),
        ("status", "status"),
        ("តាមដាន", "status"),
        ("មនុស្ស", "human"),
        ("human", "human"),
        ("បាទ", "yes"),
        ("ចាស៎", "yes"),
        ("ទេ", "no"),
    ],
)
def test_a_word_alone_is_a_command_in_each_script(text: str, name: str) -> None:
    said = command(text)
    assert said is not None
    assert said.name == name


@pytest.mark.parametrize(
    "text",
    [
        "please stop the chief from taking my card",
        "cancel my card",
        "មេភូមិឈប់ឱ្យប័ណ្ណ",
        "I need help with my card",
        "luy chhob chol",
        "wing agent",
        "លុយមិនចូល",
        "",
        "🙏",
    ],
)
def test_the_same_words_in_a_sentence_are_case_text(text: str) -> None:
    assert command(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "ចង់និយាយជាមួយមនុស្ស កុំប្រើម៉ាស៊ីន",
        "ចាស់ៗអត់ចេះអក្សរ សូមទាក់ទងចៅខ្ញុំ ០១១០០០៤៥៦",
        "can i talk to a person please",
        "som te mok knhom",
    ],
)
def test_a_call_for_a_human_works_inside_a_short_sentence(text: str) -> None:
    said = command(text)
    assert said is not None
    assert said.name == "human"


@pytest.mark.parametrize(
    ("text", "language"), [("ភាសាខ្មែរ", "km"), ("English", "en"), ("khmer latin", "km-Latn")]
)
def test_another_language_is_asked_for_by_its_name(text: str, language: str) -> None:
    said = command(text)
    assert said is not None
    assert (said.name, said.language) == ("language", language)


@pytest.mark.parametrize(
    ("text", "number"),
    [("១", 1), ("1", 1), (" 2. ", 2), ("(៣)", 3), ("12", None), ("1 card", None)],
)
def test_a_digit_alone_is_a_choice_in_khmer_and_latin(text: str, number: int | None) -> None:
    assert digit(text) == number
