"""A deadline is said as an officer would say it, in Phnom Penh's time."""

from datetime import datetime, timedelta

import pytest
from django.utils import translation

from cases.desk.deadlines import PHNOM_PENH, deadline, exact, length

MONDAY_NOON = datetime(2026, 11, 23, 12, 0, tzinfo=PHNOM_PENH)


@pytest.mark.parametrize(
    ("ahead", "words", "tone"),
    [
        (timedelta(days=-2, hours=-3), "overdue 2 days", "late"),
        (timedelta(hours=-5), "overdue 5 hours", "late"),
        (timedelta(seconds=-20), "overdue 1 minute", "late"),
        (timedelta(0), "overdue 1 minute", "late"),
        (timedelta(hours=4, minutes=30), "due today 16:30", "soon"),
        (timedelta(hours=21), "due tomorrow 09:00", "soon"),
        (timedelta(days=1, hours=4), "due tomorrow 16:00", "calm"),
        (timedelta(days=4, hours=4), "due Friday 16:00", "calm"),
        (timedelta(days=10), "due 3 Dec 2026", "calm"),
    ],
)
def test_a_deadline_in_words(ahead: timedelta, words: str, tone: str) -> None:
    with translation.override("en"):
        said = deadline(MONDAY_NOON + ahead, now=MONDAY_NOON)
    assert (said.words, said.tone) == (words, tone)


def test_a_deadline_in_khmer() -> None:
    with translation.override("km"):
        assert deadline(MONDAY_NOON - timedelta(days=2), now=MONDAY_NOON).words == ("ហួសកំណត់ 2 ថ្ងៃ")
        assert exact(MONDAY_NOON) == "23 វិច្ឆិកា 2026, 12:00"


def test_a_length_is_said_in_its_largest_unit() -> None:
    with translation.override("en"):
        assert length(3 * 86400 + 7000) == "3 days"
        assert length(59) == "1 minute"
