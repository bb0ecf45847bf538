"""Since when, and for how long, in Khmer, romanised Khmer and English."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.dates import Duration, Since, duration_in, since_in

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [
        ("២ខែហើយ", 2, "month"),
        ("min ton chol te 3 khae hz", 3, "month"),
        ("ពីរខែហើយ", 2, "month"),
        ("house under water 3 days", 3, "day"),
        ("ហួសថ្ងៃដក ១សប្តាហ៍", 1, "week"),
        ("cham 2 atit hery", 2, "week"),
        ("ចាំ ១ឆ្នាំ", 1, "year"),
        ("waiting two months", 2, "month"),
    ],
)
def test_a_span_is_read_in_its_own_unit(text: str, count: int, unit: str) -> None:
    assert duration_in(text) == Duration(count, unit)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["ម្តាយអាយុ ៧០ឆ្នាំ", "67 years old", "thnak 9", "លេខ 3", ""])
def test_an_age_and_a_grade_are_no_span(text: str) -> None:
    assert duration_in(text) is None


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("since August", date(2026, 8, 1), "month"),
        ("តាំងពីខែកញ្ញាមក", date(2026, 9, 1), "month"),
        ("tang pi khae kanha", date(2026, 9, 1), "month"),
        ("ខែធ្នូ", date(2025, 12, 1), "month"),
        ("ខែ៣ឆ្នាំ២០២៤", date(2024, 3, 1), "month"),
        ("សប្តាហ៍មុន", date(2026, 11, 18), "day"),
        ("khae mun ban luy", date(2026, 10, 1), "month"),
        ("last month", date(2026, 10, 1), "month"),
        ("ម្សិលមិញ", date(2026, 11, 24), "day"),
        ("២ខែហើយ", date(2026, 9, 1), "month"),
        ("១៥/៨/២០២៦", date(2026, 8, 15), "day"),
        ("last year", date(2025, 1, 1), "year"),
    ],
)
def test_since_when_is_seen_from_the_day_of_the_message(
    text: str, day: date, precision: str
) -> None:
    assert since_in(text, now=NOW) == Since(day, precision)  # type: ignore[arg-type]


def test_the_day_is_the_one_in_phnom_penh() -> None:
    evening = datetime(2026, 11, 24, 20, tzinfo=UTC)
    assert since_in("ម្សិលមិញ", now=evening) == Since(date(2026, 11, 24), "day")


@pytest.mark.parametrize("text", ["31/02/2026", "លុយមិនចូល", "may I ask", ""])
def test_no_date_is_made_up(text: str) -> None:
    assert since_in(text, now=NOW) is None


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    since_in(text, now=NOW)
