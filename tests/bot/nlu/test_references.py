"""A reference is found in any digits; a phone's or a card's number is not taken for one."""

import pytest

from bot.nlu.references import find_reference
from cases.reference import display, make

REFERENCE = make(38_210_937)
SHOWN = display(REFERENCE)
IN_KHMER = SHOWN.translate(str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩"))


@pytest.mark.parametrize(
    "text",
    [
        SHOWN,
        REFERENCE,
        IN_KHMER,
        f"តាមដានបណ្តឹងលេខ {IN_KHMER}",
        f"case {REFERENCE} dol na hz?",
        "\u200b".join(SHOWN),
        SHOWN.replace("-", " – "),
        f"{REFERENCE[:3]} {REFERENCE[3:6]} {REFERENCE[6:]}",
        f"លុយមិនទាន់ចូលទេ លេខ {SHOWN} ចាំយូរណាស់ហើយ",
    ],
)
def test_it_is_found_however_it_is_written(text: str) -> None:
    assert find_reference(text) == REFERENCE


@pytest.mark.parametrize(
    "text",
    [
        "012345678",
        "097 000 0123",
        f"+855{REFERENCE}",
        f"{REFERENCE}0",
        f"my id poor card number is {REFERENCE} and no money came",
        SHOWN[:-1] + str((int(SHOWN[-1]) + 1) % 10),
        "លុយ ៤០០០០០ មិនចូល",
        "",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find_reference(text) is None


def test_no_phone_number_of_cambodia_is_a_reference() -> None:
    numbers = [
        f"0{prefix}{rest:06d}" for prefix in (12, 96, 88, 10) for rest in range(0, 10**6, 997)
    ]
    assert [number for number in numbers if find_reference(number)] == []
