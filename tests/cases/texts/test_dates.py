"""Dates as people say them."""

from datetime import UTC, date, datetime

import pytest

from cases.texts.dates import spoken_date


@pytest.mark.parametrize(
    ("language", "spoken"),
    [
        ("km", "ថ្ងៃទី ២៧ ខែវិច្ឆិកា"),
        ("km-Latn", "thngai 27 vicheka"),
        ("en", "27 November"),
        ("fr", "ថ្ងៃទី ២៧ ខែវិច្ឆិកា"),
    ],
)
def test_a_date_is_spoken_in_each_language(language: str, spoken: str) -> None:
    assert spoken_date(date(2026, 11, 27), language) == spoken


def test_an_instant_has_the_date_of_phnom_penh() -> None:
    late_in_utc = datetime(2026, 11, 26, 18, 30, tzinfo=UTC)
    assert spoken_date(late_in_utc, "en") == "27 November"


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        spoken_date(datetime(2026, 11, 26, 18, 30), "km")  # noqa: DTZ001
