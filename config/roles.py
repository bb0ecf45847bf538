"""The application's database role: it works with rows and owns nothing."""

import time
from urllib.parse import unquote, urlsplit

import psycopg
from django.db import connection, transaction
from psycopg import sql

from config.env import Environment

# Two runs at once (the workers of a parallel test run) meet on the server's role table.
TRIES = 8

GRANTS = (
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC",
    "GRANT CONNECT ON DATABASE {database} TO {role}",
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT {rows} ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "GRANT EXECUTE ON ALL ROUTINES IN SCHEMA public TO {role}",
    "REVOKE TRUNCATE, REFERENCES, TRIGGER ON ALL TABLES IN SCHEMA public FROM {role}, PUBLIC",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {rows} ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON ROUTINES TO {role}",
)


class RoleError(Exception):
    """The application role cannot be used as it is."""


def prepare(env: Environment) -> str:
    """Make the role of DATABASE_URL where it is missing, grant its rights, and name it."""
    address = urlsplit(env.database_url)
    role, password = unquote(address.username or ""), unquote(address.password or "")
    if not role:
        raise RoleError("DATABASE_URL names no user: it must name the application role.")
    for left in range(TRIES - 1, -1, -1):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                _make(cursor.connection, role, password)
                _check(cursor.connection, role)
                _grant(cursor.connection, role)
        except Exception as error:
            if not left or not _is_a_race(error):
                raise
            time.sleep(0.1)
        else:
            break
    return role


def _is_a_race(error: Exception) -> bool:
    cause = error.__cause__ or error
    races = (psycopg.errors.UniqueViolation, psycopg.errors.DuplicateObject)
    return isinstance(cause, races) or "concurrently" in str(cause)


def _make(server: psycopg.Connection, role: str, password: str) -> None:
    found = server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    name = sql.Identifier(role)
    if not found:
        server.execute(
            sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE").format(name)
        )
    if password and not found:
        # Hashed here: the server's log may show statements, and must not show a password.
        hashed = server.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
        server.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, sql.Literal(hashed.decode()))
        )


def _check(server: psycopg.Connection, role: str) -> None:
    owns = server.execute(
        "SELECT 1 FROM pg_class WHERE relowner = %s::regrole LIMIT 1", [_quoted(role)]
    ).fetchone()
    (mighty,) = server.execute(
        "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb"
        " FROM pg_roles WHERE rolname = %s",
        [role],
    ).fetchone() or (True,)
    if owns or mighty:
        raise RoleError(
            f"{role} owns tables or has powers of its own. DATABASE_URL must name a plain role;"
            " DATABASE_OWNER_URL names the one that owns the tables."
        )


def _quoted(role: str) -> str:
    return '"' + role.replace('"', '""') + '"'


def _grant(server: psycopg.Connection, role: str) -> None:
    words = {
        "role": sql.Identifier(role),
        "rows": sql.SQL("SELECT, INSERT, UPDATE, DELETE"),
        "database": sql.Identifier(server.info.dbname),
    }
    for grant in GRANTS:
        server.execute(sql.SQL(grant).format(**words))
    if server.execute("SELECT to_regclass('public.django_migrations')").fetchone() != (None,):
        server.execute(
            sql.SQL("REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}").format(
                **words
            )
        )
