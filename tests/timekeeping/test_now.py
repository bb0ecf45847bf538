"""The database's clock."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from tests.travel import Travel
from timekeeping.now import DatabaseNow, now
from workflows.models import Officer

NEW_YEAR = datetime(2026, 4, 14, 3, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_the_clock_is_aware_and_in_utc() -> None:
    assert now().utcoffset() == timedelta(0)


@pytest.mark.django_db
def test_the_clock_runs_within_one_transaction() -> None:
    assert now() < now()


def test_a_test_stops_the_clock_where_it_wants(travel: Travel) -> None:
    travel.to(NEW_YEAR)
    assert now() == NEW_YEAR
    assert travel.forward(hours=2) == now() == NEW_YEAR + timedelta(hours=2)


def test_the_clock_runs_again_when_the_traveller_is_home(travel: Travel) -> None:
    travel.to(NEW_YEAR)
    travel.home()
    assert now() > NEW_YEAR + timedelta(days=100)


def test_a_new_connection_shows_the_same_time(travel: Travel, transactional_db: None) -> None:
    travel.to(NEW_YEAR)
    connection.close()
    assert now() == NEW_YEAR


def test_a_query_asks_the_same_clock(travel: Travel) -> None:
    travel.to(NEW_YEAR)
    Officer.objects.create(username="officer")
    assert Officer.objects.annotate(asked_at=DatabaseNow()).get().asked_at == NEW_YEAR
