"""A receipt and its question go in one text, which stays within three parts."""

from datetime import date
from itertools import product

import pytest

from cases.texts import LANGUAGES, labels_of, render
from cases.texts.dates import spoken_date
from channels_app import segments
from channels_app.buttons import numbered
from channels_app.kind import Button

LONGEST_DAY = date(2026, 11, 30)
RECEIPTS = ("receipt", "receipt_first")
QUESTIONS = (
    "ask_what", "ask_place", "ask_place_parent", "ask_programme", "ask_since", "ask_name",
    "ask_may_call",
)  # fmt: skip


@pytest.mark.parametrize(
    ("receipt", "question", "language"), list(product(RECEIPTS, QUESTIONS, LANGUAGES))
)
def test_a_receipt_with_a_question_has_three_parts_at_most(
    receipt: str, question: str, language: str
) -> None:
    told = render(
        receipt, language, reference="4821-0937-5", date=spoken_date(LONGEST_DAY, language)
    )
    buttons = [Button(label, "") for label in labels_of(question, language)]
    text = segments.plain(numbered(f"{told}\n{render(question, language)}", buttons))
    assert segments.count(text).parts <= 3
