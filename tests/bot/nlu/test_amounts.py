"""Sums of money as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.amounts import Amount, amounts_in


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("ខ្វះ៤០ម៉ឺន", 400_000, "KHR"),
        ("ខ្វះ ៤០ មុឺន", 400_000, "KHR"),
        ("ot ban luy 40mun te", 400_000, "KHR"),
        ("កាត់លុយខ្ញុំ ៥ពាន់រៀល", 5_000, "KHR"),
        ("kat luy 2000r rol khae", 2_000, "KHR"),
        ("15,600 riel a month", 15_600, "KHR"),
        ("បង់ ២០០០០៛", 20_000, "KHR"),
        ("យកលុយ 20$", 20, "USD"),
        ("$10 to unlock", 10, "USD"),
        ("ទារ ២០ដុល្លារ", 20, "USD"),
        ("two dollars", 2, "USD"),
        ("បួនម៉ឺន", 40_000, "KHR"),
        ("5k riel", 5_000, "KHR"),
        ("1.5 dollars", 2, "USD"),
    ],
)
def test_a_sum_is_read_with_its_currency(text: str, value: int, currency: str) -> None:
    found = amounts_in(text)
    assert [(one.value, one.currency) for one in found] == [(value, currency)]


def test_two_sums_are_read_in_their_order() -> None:
    assert amounts_in("ខែមុនបាន ១២ម៉ឺន ខែនេះ ៨ម៉ឺន") == (Amount(120_000, "KHR"), Amount(80_000, "KHR"))


@pytest.mark.parametrize(
    "text", ["0970000123", "card number 4821-0937-5", "៣ខែហើយ", "67 years old", ""]
)
def test_a_number_that_is_no_money_is_no_sum(text: str) -> None:
    assert amounts_in(text) == ()


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    assert all(one.value >= 0 for one in amounts_in(text))
