"""What Python refuses, SQL refuses too: moves, births half-way, and changed history."""

import pytest
from django.db import DatabaseError, connection, transaction

from cases.models import Case
from tests.travel import Travel
from timekeeping.now import now
from workflows.lifecycle import MOVES, CaseState
from workflows.models import Officer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("source", CaseState.values)
@pytest.mark.parametrize("target", CaseState.values)
def test_sql_refuses_every_move_that_the_lifecycle_does_not_know(
    case: Case, source: str, target: str
) -> None:
    if source == target or (source, target) in MOVES or source == CaseState.RECEIVED:
        return  # a case leaves received in the transaction that opens it
    _bring_to(case, source)
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(
            state=target, outcome="answered", closure="silent", duplicate_of=case.pk
        )


def _bring_to(case: Case, state: str) -> None:
    """Walk raw rows along legal moves to a state."""
    paths = {"received": [], "assigned": ["assigned"]}
    queue = ["assigned"]
    while queue:
        here = queue.pop(0)
        for source, to in MOVES:
            if source == here and to not in paths:
                paths[to] = [*paths[here], to]
                queue.append(to)
    for step in paths[state][1:]:
        Case.objects.filter(pk=case.pk).update(
            state=step, outcome="answered", closure="silent", duplicate_of=case.pk
        )


def test_sql_refuses_a_case_born_half_way(case: Case) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.create(
            reference="000000000", origin="sms", received_at=now(), state=CaseState.CLOSED
        )


@pytest.mark.parametrize("table", ["caseevent", "clockentry", "clockalert"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_history_is_append_only(
    accepted: Case, officer: Officer, travel: Travel, table: str, statement: str
) -> None:
    from cases.services.escalating import check_deadlines

    travel.forward(days=60)
    check_deadlines()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(f"cases_{table}"))
