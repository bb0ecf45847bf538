"""The text of a decision."""

from datetime import date

import pytest

from cases.reference import make
from cases.texts import LANGUAGES
from cases.texts.errors import UnknownText
from cases.texts.resolution import OUTCOMES, resolution_text

REFERENCE = make(38_210_937)


def say(outcome: str, language: str, due: date | None = None) -> str:
    return resolution_text(
        language,
        reference=REFERENCE,
        outcome=outcome,
        explanation="We checked the list. ",
        remedy_due=due,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_it_names_the_case_says_why_and_how_to_answer(outcome: str, language: str) -> None:
    said = say(outcome, language)
    assert "4821-0937-9" in said
    assert "We checked the list" in said
    assert ".." not in said
    assert all(digit in said for digit in ("១=", "២=") if language == "km")
    assert all(digit in said for digit in ("1 =", "2 =") if language != "km")


@pytest.mark.parametrize(
    ("language", "elsewhere"),
    [("km", "សាលាស្រុក"), ("km-Latn", "sala srok"), ("en", "district office")],
)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_it_says_where_else_to_turn(outcome: str, language: str, elsewhere: str) -> None:
    assert elsewhere in say(outcome, language)


def test_the_day_of_the_remedy_is_promised_only_where_there_is_one() -> None:
    assert "4 December" in say("upheld", "en", date(2026, 12, 4))
    assert "December" not in say("upheld", "en")


def test_an_outcome_that_we_do_not_know_is_refused() -> None:
    with pytest.raises(UnknownText):
        say("maybe", "en")
