"""The application role works with rows, and with nothing else."""

import pytest
from django.contrib.sessions.models import Session
from django.db import ProgrammingError, connection, transaction

from tests import database
from timekeeping.now import now

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE workflows_agency CASCADE",
        "DROP TABLE workflows_agency",
        "ALTER TABLE workflows_agency ADD COLUMN more int",
        "CREATE TABLE mine (id int)",
        "ALTER TABLE workflows_agency DISABLE TRIGGER ALL",
        "CREATE TEMPORARY TABLE mine (id int)",
        "DELETE FROM django_migrations",
        "SET session_replication_role = replica",
    ],
)
def test_the_application_role_may_not(statement: str) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_application_role_owns_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        assert cursor.fetchone() == (0,)


def test_a_table_that_comes_later_is_open_to_the_application_role(transactional_db: None) -> None:
    with database.as_owner() as owner:
        owner.execute("CREATE TABLE later (id int)")
    try:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO later VALUES (1)")
            cursor.execute("SELECT count(*) FROM later")
            assert cursor.fetchone() == (1,)
        with pytest.raises(ProgrammingError), connection.cursor() as cursor:
            cursor.execute("TRUNCATE later")
    finally:
        with database.as_owner() as owner:
            owner.execute("DROP TABLE later")


@pytest.mark.django_db(transaction=True)
def test_the_reset_empties_a_table_that_refuses_to_be_emptied() -> None:
    Session.objects.create(session_key="key", expire_date=now())
    with database.as_owner() as owner:
        owner.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RAISE 'append only'; END $$"
        )
        owner.execute(
            "CREATE TRIGGER guard BEFORE TRUNCATE ON django_session EXECUTE FUNCTION refuse()"
        )
    try:
        database.reset()
        assert not Session.objects.exists()
    finally:
        with database.as_owner() as owner:
            owner.execute("DROP FUNCTION refuse() CASCADE")
