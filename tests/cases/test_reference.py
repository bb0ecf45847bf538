"""The reference and its check digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.reference import display, is_valid, make, parse

NUMBERS = st.integers(0, 10**9)


@given(NUMBERS)
def test_every_reference_is_valid_and_reads_back_as_it_is_shown(number: int) -> None:
    reference = make(number)
    assert is_valid(reference)
    assert len(reference) == 9
    assert reference[0] != "0"
    assert parse(display(reference)) == reference


@given(NUMBERS, st.integers(0, 8), st.integers(1, 9))
def test_a_wrong_digit_is_always_caught(number: int, at: int, by: int) -> None:
    reference = make(number)
    wrong = str((int(reference[at]) + by) % 10)
    assert not is_valid(reference[:at] + wrong + reference[at + 1 :])


@given(NUMBERS, st.integers(0, 7))
def test_two_neighbours_swapped_are_always_caught(number: int, at: int) -> None:
    reference = make(number)
    one, two = reference[at], reference[at + 1]
    swapped = reference[:at] + two + one + reference[at + 2 :]
    assert one == two or not is_valid(swapped)


def test_different_numbers_make_different_references_up_to_ninety_million() -> None:
    drawn = [make(number) for number in range(0, 90_000_000, 9_001)]
    assert len(set(drawn)) == len(drawn)


@pytest.mark.parametrize("grouped", ["{a}-{b}-{c}", "{a} {b} {c}", "{a}{b}{c}", "{a} – {b}.{c}"])
def test_it_is_read_in_khmer_and_latin_digits_however_it_is_grouped(grouped: str) -> None:
    reference = make(38_210_937)
    text = grouped.format(a=reference[:4], b=reference[4:8], c=reference[8])
    khmer = text.translate(str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩"))
    assert parse(text) == parse(khmer) == parse(f" {khmer}\u200b ") == reference


@pytest.mark.parametrize("text", ["", "abc", "012345678", "4821", "4821-0937-51", "²²²²²²²²²"])
def test_anything_else_is_none(text: str) -> None:
    assert parse(text) is None


def test_a_number_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        make(-1)
