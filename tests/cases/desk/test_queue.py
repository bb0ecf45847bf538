"""The queue shows an office its own work, the most pressing first."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from cases.models import Case
from cases.services.asking import ask
from cases.services.assigning import accept
from tests.cases.conftest import press
from timekeeping.now import now
from workflows.models import Area, Officer

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
Make = Callable[..., Case]


def listed(client: Client, view: str = "all") -> list[str]:
    page = client.get("/", {"view": view}).context["page"]
    return [case.reference for case in page]


def test_the_overdue_case_stands_on_top(
    missed_payment: Make, officer: Officer, signed_in: SignIn
) -> None:
    new = missed_payment()
    old = missed_payment(received_at=now() - timedelta(days=40))
    response = signed_in(officer).get("/")
    assert [case.reference for case in response.context["page"]] == [old.reference, new.reference]
    assert response.context["overdue"] == 1
    assert b"overdue" in response.content


def test_an_urgent_case_stands_above_the_overdue_one(
    missed_payment: Make, officer: Officer, signed_in: SignIn
) -> None:
    missed_payment(received_at=now() - timedelta(days=40))
    urgent = missed_payment(urgent=True)
    assert listed(signed_in(officer))[0] == urgent.reference


def test_each_view_holds_what_it_says(
    missed_payment: Make, officer: Officer, signed_in: SignIn
) -> None:
    free, mine, waiting = missed_payment(), missed_payment(), missed_payment()
    accept(mine, by=officer, **press(mine))
    accept(waiting, by=officer, **press(waiting))
    expected = (now() + timedelta(days=2)).date()
    ask(waiting, question="?", reason="?", expected_on=expected, by=officer, **press(waiting))
    client = signed_in(officer)
    assert set(listed(client)) == {free.reference, mine.reference, waiting.reference}
    assert listed(client, "unassigned") == [free.reference]
    assert set(listed(client, "mine")) == {mine.reference, waiting.reference}
    assert listed(client, "waiting") == [waiting.reference]
    assert listed(client, "ended") == []
    counts = {tab.code: tab.count for tab in client.get("/").context["tabs"]}
    assert (counts["all"], counts["unassigned"], counts["mine"], counts["waiting"]) == (3, 1, 2, 1)


def test_a_case_filed_here_that_went_elsewhere_has_its_own_view(
    missed_payment: Make, desk_officer: Officer, elsewhere: Area, signed_in: SignIn
) -> None:
    case = missed_payment(area=elsewhere, filed_office=desk_officer.office)
    assert case.office != desk_officer.office
    client = signed_in(desk_officer)
    assert listed(client) == []
    assert listed(client, "filed") == [case.reference]


def test_another_office_sees_an_empty_queue_that_leads_on(
    case: Case, outsider: Officer, signed_in: SignIn
) -> None:
    response = signed_in(outsider).get("/")
    assert list(response.context["page"]) == []
    assert "/cases/new/" in response.content.decode()


def test_an_officer_without_an_office_is_told_so(
    make_officer: Callable[..., Officer], case: Case, signed_in: SignIn
) -> None:
    lost = make_officer("lost", None, "case")
    response = signed_in(lost).get("/")
    assert b"You have no office yet" in response.content


def test_those_who_see_no_case_go_to_their_own_page(
    monitor: Officer, catalogue_officer: Officer, signed_in: SignIn
) -> None:
    assert signed_in(monitor).get("/")["Location"] == "/monitor/"
    assert signed_in(catalogue_officer).get("/")["Location"] == "/admin/"


def test_a_long_queue_comes_in_pages(
    missed_payment: Make, officer: Officer, signed_in: SignIn
) -> None:
    for _ in range(21):
        missed_payment()
    client = signed_in(officer)
    assert len(listed(client)) == 20
    last = client.get("/", {"page": "2"})
    assert len(last.context["page"]) == 1
    assert b"Page 2 of 2" in last.content
