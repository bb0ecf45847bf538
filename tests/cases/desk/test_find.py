"""A case is found again by what people bring: a number in any digits, a phone, a name."""

from collections.abc import Callable

import pytest
from django.test import Client

from cases.models import Case
from cases.reference import display
from workflows.models import Officer

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
KHMER = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")


@pytest.mark.parametrize("write", [str, display, lambda ref: display(ref).translate(KHMER)])
def test_a_reference_leads_straight_to_its_case(
    write: Callable[[str], str], case: Case, officer: Officer, signed_in: SignIn
) -> None:
    response = signed_in(officer).get("/find/", {"q": write(case.reference)})
    assert response["Location"] == f"/cases/{case.reference}/"


def test_the_phone_that_wrote_is_found_as_people_say_it(
    case: Case, officer: Officer, signed_in: SignIn
) -> None:
    found = signed_in(officer).get("/find/", {"q": "012 000 001"}).context["found"]
    assert [one.reference for one in found] == [case.reference]


def test_a_name_is_found_by_one_of_its_words(
    missed_payment: Callable[..., Case], officer: Officer, signed_in: SignIn
) -> None:
    case = missed_payment(name="ស្រី ចន្ធូ", card_number="0012-34")
    client = signed_in(officer)
    for text in ("ចន្ធូ", "001234"):
        found = client.get("/find/", {"q": text}).context["found"]
        assert [one.reference for one in found] == [case.reference], text


def test_another_office_finds_nothing(case: Case, outsider: Officer, signed_in: SignIn) -> None:
    client = signed_in(outsider)
    for text in (case.reference, "012000001"):
        response = client.get("/find/", {"q": text})
        assert response.status_code == 200
        assert b"Nothing found" in response.content


def test_a_restricted_case_is_found_by_nobody_at_the_desk(
    missed_payment: Callable[..., Case], officer: Officer, signed_in: SignIn
) -> None:
    case = missed_payment(sensitive=True)
    response = signed_in(officer).get("/find/", {"q": case.reference})
    assert b"Nothing found" in response.content
