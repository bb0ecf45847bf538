"""A receipt and its question go in one text, which stays within three parts."""

from datetime import date
from itertools import product

import pytest

from cases.texts import LANGUAGES, render
from cases.texts.dates import spoken_date
from channels_app import segments

LONGEST_DAY = date(2026, 11, 30)
RECEIPTS = ("receipt", "receipt_first")
QUESTIONS = ("ask_what", "ask_place", "ask_place_parent")


@pytest.mark.parametrize(
    ("receipt", "question", "language"), list(product(RECEIPTS, QUESTIONS, LANGUAGES))
)
def test_a_receipt_with_a_question_has_three_parts_at_most(
    receipt: str, question: str, language: str
) -> None:
    told = render(
        receipt, language, reference="4821-0937-5", date=spoken_date(LONGEST_DAY, language)
    )
    text = segments.plain(f"{told}\n{render(question, language)}")
    assert segments.count(text).parts <= 3
