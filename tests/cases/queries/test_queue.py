"""The queue of one office costs what that office has, however many cases the country has."""

from collections.abc import Callable

import pytest
from django.db import connection

from cases import access
from cases.models import Case, Person
from cases.models.case import CaseQuerySet
from cases.queries import find, queue
from cases.services import referring
from cases.services.parties import name_tokens
from channels_app.models import Channel
from tests.cases.conftest import press
from workflows.models import Officer

pytestmark = pytest.mark.django_db
Make = Callable[..., Case]


def plan(cases: CaseQuerySet) -> str:
    """How the database would look the cases up if the tables were too large to read whole."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    return cases.explain()


def test_what_an_office_sees_is_put_together_from_three_indexes(
    accepted: Case, missed_payment: Make, officer: Officer, outsider: Officer
) -> None:
    assert outsider.office is not None
    missed_payment(filed_office=outsider.office)
    referring.refer(accepted, to=outsider.office, reason="r", by=officer, **press(accepted))
    assert access.visible_to(outsider).count() == 2
    looked_up = plan(access.visible_to(outsider).order_by())
    assert "BitmapOr" in looked_up
    assert "Seq Scan on cases_case" not in looked_up


def test_a_name_is_found_by_its_index(
    missed_payment: Make, officer: Officer, channel: Channel
) -> None:
    missed_payment(name="Sok Dara")
    # Enough people that reading them one by one would be the dearer way.
    Person.objects.bulk_create(
        Person(name_tokens=name_tokens(f"somebody number{n}")) for n in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    found = find.by_name(officer, "Sok Dara")
    assert found.count() == 1
    tokens = name_tokens("Sok Dara")
    assert "person_name_tokens" in Person.objects.filter(name_tokens__contains=tokens).explain()


def test_a_case_offered_here_is_open_work_of_both_offices(
    accepted: Case, officer: Officer, outsider: Officer
) -> None:
    assert outsider.office is not None
    referring.refer(accepted, to=outsider.office, reason="r", by=officer, **press(accepted))
    for who in (officer, outsider):
        assert queue.counts(who)["all"] == 1
        assert list(queue.for_officer(who, filters=queue.Filters())) == [accepted]


def test_each_count_is_the_length_of_its_view(
    accepted: Case, missed_payment: Make, officer: Officer, supervisor: Officer
) -> None:
    missed_payment(urgent=True)
    for who in (officer, supervisor):
        for view, count in queue.counts(who).items():
            assert queue.for_officer(who, filters=queue.Filters(view=view)).count() == count
    assert "ended" not in queue.counts(officer), "what grows for ever is not counted"
