"""What a person's answer is read as, and what lists write as dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.registry.dates import cell_date
from cases.registry.facts import Candidates, read

TODAY = date(2026, 11, 25)
BORN = Candidates(born_on=date(1965, 3, 12), year=1965)


@pytest.mark.parametrize(
    "said",
    [
        "12/03/1965",
        "12-3-1965",
        "12.03.1965",
        "12 3 1965",
        "1965-03-12",
        "១២/០៣/១៩៦៥",
        "កើតថ្ងៃទី១២ ខែមីនា ឆ្នាំ១៩៦៥",
        "knhom kaet thngai 12 mina 1965",
        "born 12 March 1965",
        "12 Mar 1965",
    ],
)
def test_a_birthday_is_read_day_first_in_any_digits_and_words(said: str) -> None:
    assert read(said, today=TODAY) == BORN


@pytest.mark.parametrize("said", ["1972", "១៩៧២", "ឆ្នាំ ១៩៧២", "kaet chhnam 1972"])
def test_a_year_alone_is_a_year(said: str) -> None:
    assert read(said, today=TODAY) == Candidates(year=1972)


@pytest.mark.parametrize(
    "said", ["012345678", "012 345 678", "+855 12 345 678", "០១២៣៤៥៦៧៨", "345678"]
)
def test_a_phone_is_known_by_its_last_six_digits(said: str) -> None:
    assert read(said, today=TODAY) == Candidates(phone_end="345678")


@pytest.mark.parametrize(
    "said", ["", "yes", "31/02/1980", "3050", "1850", "12/03/2065", "😀", "12"]
)
def test_what_is_no_fact_is_none(said: str) -> None:
    assert not read(said, today=TODAY)


def test_a_message_full_of_years_is_one_guess() -> None:
    years = " ".join(str(year) for year in range(1940, 2020))
    assert len(read(years, today=TODAY).labels) == 1
    dates = " ".join(f"12/03/{year}" for year in range(1940, 2020))
    assert read(dates, today=TODAY).born_on == date(1940, 3, 12)


@given(st.text())
def test_nothing_that_is_written_breaks_the_reading(said: str) -> None:
    assert len(read(said, today=TODAY).labels) <= 2


@pytest.mark.parametrize(
    "cell", ["2026-11-25", "25/11/2026", "២៥/១១/២០២៦", "2026-11-25 00:00:00", TODAY]
)
def test_a_list_may_write_a_date_in_several_ways(cell: object) -> None:
    assert cell_date(cell) == TODAY


@pytest.mark.parametrize("cell", ["soon", "2026-13-01", "11/25/2026"])
def test_a_list_may_not_write_what_is_no_date(cell: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - it has no words of its own
        cell_date(cell)
