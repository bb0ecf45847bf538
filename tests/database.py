"""The tests' database: made by its owner, used by the application role."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

# The catalogue is what it is in production: there before the first case.
KEPT = (
    "^django_content_type$",
    "^django_migrations$",
    "^auth_permission$",
    "^workflows_(?!officer)",
)


def become_application() -> None:
    """Grant the application role its rights and go on as that role."""
    call_command("prepare_database", verbosity=0, stdout=open_null())
    _log_in_with(settings.ENV.database_url)


def become_owner() -> None:
    """Go back to the owner, who may drop the database."""
    _log_in_with(settings.ENV.database_owner_url)


def open_null() -> object:
    """Give a stream that keeps nothing."""
    import io

    return io.StringIO()


def _log_in_with(url: str) -> None:
    parts = urlsplit(url)
    connection.close()
    login = {"USER": unquote(parts.username or ""), "PASSWORD": unquote(parts.password or "")}
    connection.settings_dict.update(login)
    settings.DATABASES["default"].update(login)


@contextmanager
def as_owner() -> Iterator[psycopg.Connection]:
    """Open the tests' database as its owner, beside the application's own connection."""
    owner = urlsplit(settings.ENV.database_owner_url)
    parameters = connection.get_connection_params()
    with psycopg.connect(
        dbname=parameters["dbname"],
        host=parameters.get("host"),
        port=parameters.get("port"),
        user=unquote(owner.username or ""),
        password=unquote(owner.password or "") or None,
    ) as server:
        yield server


def reset() -> None:
    """Empty every table but the catalogue, the append-only ones and the job queue included."""
    with as_owner() as server:
        tables = [
            sql.Identifier(name)
            for (name,) in server.execute(
                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
                " AND relkind IN ('r', 'p') AND relispartition = false AND NOT relname ~ ANY(%s)",
                [list(KEPT)],
            )
        ]
        # 32 is the mark of a trigger that fires on TRUNCATE.
        guards = server.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger"
            " WHERE tgtype & 32 <> 0 AND NOT tgisinternal AND tgenabled <> 'D'"
        ).fetchall()
        _switch(server, guards, "DISABLE")
        server.execute(
            sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(sql.SQL(", ").join(tables))
        )
        _switch(server, guards, "ENABLE")
        # TRUNCATE fires no other trigger: what was kept of the officers must be read anew.
        server.execute("UPDATE workflows_cataloguerevision SET revision = gen_random_uuid()")


def _switch(server: psycopg.Connection, guards: list[tuple[str, str]], verb: str) -> None:
    for table, trigger in guards:
        server.execute(
            sql.SQL("ALTER TABLE {} {} TRIGGER {}").format(
                sql.SQL(table), sql.SQL(verb), sql.Identifier(trigger)
            )
        )
