"""The names on a server of ours: an owner, an application role, and one database."""

import psycopg
from psycopg import sql

from config.postgres.cluster import SUPERUSER
from config.postgres.place import Place

APPLICATION_ROLE = "samleng_app"
OWNER_ROLE = "samleng_owner"
DATABASE = "samleng"


def ensure_roles(place: Place) -> None:
    """Make the two roles and the database where they are missing."""
    with psycopg.connect(place.url(SUPERUSER, "postgres"), autocommit=True) as server:
        _role(server, OWNER_ROLE, place.password(OWNER_ROLE), "CREATEDB CREATEROLE")
        _role(server, APPLICATION_ROLE, place.password(APPLICATION_ROLE), "")
        found = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if not found.fetchone():
            server.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(DATABASE), sql.Identifier(OWNER_ROLE)
                )
            )


def _role(server: psycopg.Connection, name: str, password: str, powers: str) -> None:
    if server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
        return
    hashed = server.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256")
    server.execute(
        sql.SQL("CREATE ROLE {} LOGIN {} PASSWORD {}").format(
            sql.Identifier(name), sql.SQL(powers), sql.Literal(hashed.decode())
        )
    )
