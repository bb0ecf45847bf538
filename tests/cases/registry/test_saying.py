"""What a register says, in words: a fact of the row, and never more."""

from datetime import date

import pytest
import smsutil

from cases.registry import Household, Payment, saying
from cases.texts import LANGUAGES

TODAY = date(2026, 11, 25)
pytestmark = pytest.mark.django_db


def of(**row: object) -> Payment:
    return Payment(**({"programme": "FP", "cycle": "2026-10", "status": "unpaid"} | row))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("household", "key"),
    [
        (Household(("k",), is_listed=True, level="poor_1"), "household_listed"),
        (
            Household(("k",), is_listed=True, card_valid_until=date(2026, 11, 25)),
            "household_listed_until",
        ),
        (
            Household(("k",), is_listed=True, card_valid_until=date(2026, 11, 24)),
            "household_card_expired",
        ),
        (Household(("k",), is_listed=False), "household_not_listed"),
    ],
)
def test_a_household_is_told_whether_it_is_listed_and_its_card_counts(
    household: Household, key: str
) -> None:
    for language in LANGUAGES:
        said = saying.of_household(household, language=language, today=TODAY)
        assert said.key == key
        assert said.render(language)


@pytest.mark.parametrize(
    ("payment", "key"),
    [
        (of(status="paid", paid_on=date(2026, 10, 27), provider="WING"), "payment_paid"),
        (of(status="paid"), "payment_paid"),
        (of(), "payment_not_yet"),
        (of(withdraw_by=date(2026, 11, 25)), "payment_waiting"),
        (of(withdraw_by=date(2026, 11, 24)), "payment_window_passed"),
        (of(status="returned"), "payment_window_passed"),
        (of(status="stopped"), "payment_stopped"),
    ],
)
def test_a_payment_is_told_as_its_row_has_it_within_three_parts(payment: Payment, key: str) -> None:
    for language in LANGUAGES:
        said = saying.of_payment(payment, language=language, today=TODAY)
        assert said.key == key
        words = said.render(language)
        assert len(smsutil.split(words).parts) <= 3
        assert "{" not in words


def test_an_amount_is_told_only_where_the_row_has_one() -> None:
    row = of(status="paid", paid_on=date(2026, 10, 27), provider="WING")
    without = saying.of_payment(row, language="en", today=TODAY).render("en")
    assert "riel" not in without
    assert "paid out on 27 October 2026 by" in without
    row = of(status="paid", amount_riel=40_000)
    assert "40,000 riel" in saying.of_payment(row, language="en", today=TODAY).render("en")
    khmer = saying.of_payment(row, language="km", today=TODAY).render("km")
    assert "៤០.០០០ រៀល" in khmer
    assert not any(digit in khmer for digit in "0123456789")


def test_who_has_many_payments_hears_of_the_newest_two() -> None:
    many = [of(cycle=f"2026-{month:02}") for month in range(10, 0, -1)]
    assert len(saying.of_payments(many, language="km", today=TODAY)) == 2
    (none,) = saying.of_payments([], language="km", today=TODAY)
    assert none.key == "payments_none"
