"""Which PostgreSQL, and as which of its two roles."""

from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

import environ

from config.env import Environment
from config.postgres.place import Place
from config.postgres.roles import APPLICATION_ROLE, DATABASE, OWNER_ROLE


def with_urls(env: Environment) -> Environment:
    """Fill in the two addresses: what is set, else the server that the trial keeps."""
    if uses_own_server(env):
        place = Place.of(env.trial_folder)
        return replace(
            env,
            database_url=place.url(APPLICATION_ROLE, DATABASE),
            database_owner_url=place.url(OWNER_ROLE, DATABASE),
        )
    if env.trial and env.database_owner_url and not env.database_url:
        return replace(env, database_url=as_application(env.database_owner_url))
    return env


def uses_own_server(env: Environment) -> bool:
    """Say whether a trial runs on the PostgreSQL that it starts itself."""
    return env.trial and not env.database_url and not env.database_owner_url


def as_application(owner_url: str) -> str:
    """Give the owner's address with the application role, under the same password."""
    parts = urlsplit(owner_url)
    host = parts.netloc.rpartition("@")[2]
    password = f":{parts.password}" if parts.password else ""  # Still quoted.
    return parts._replace(netloc=f"{APPLICATION_ROLE}{password}@{host}").geturl()


def configuration(env: Environment, *, owner: bool) -> dict[str, Any]:
    """Give Django's DATABASES entry for the application role, or for the owner."""
    url = env.database_owner_url if owner else env.database_url
    entry: dict[str, Any] = dict(environ.Env.db_url_config(url)) if url else {}
    # A socket's folder comes with its slashes quoted.
    entry["HOST"] = unquote(str(entry.get("HOST", "")))
    entry |= {
        "ENGINE": "django.db.backends.postgresql",
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 0,
        # A pool outlives a restart of the database; a dead connection must not refuse a text.
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": env.test_database_name},
    }
    options = entry.setdefault("OPTIONS", {})
    options["application_name"] = "samleng-owner" if owner else "samleng"
    if env.database_pool and not owner:
        # Under ASGI a request has a thread of its own: only a pool keeps connections.
        options["pool"] = {"min_size": 1, "max_size": env.database_pool, "timeout": 10}
    return entry
