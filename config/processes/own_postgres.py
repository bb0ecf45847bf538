"""Keeps the trial's PostgreSQL running around whatever needs it."""

from collections.abc import Iterator
from contextlib import contextmanager

from config import database, env
from config.postgres.errors import AlreadyRunning
from config.postgres.place import Place
from config.postgres.server import Server


@contextmanager
def running(*, share: bool) -> Iterator[None]:
    """Start it, unless DATABASE_URL names a server; `share` joins one that runs already."""
    environment = env.read()
    if not database.uses_own_server(environment):
        yield
        return
    server = Server(Place.of(environment.trial_folder))
    try:
        server.start()
    except AlreadyRunning:
        if not share:
            raise
    try:
        yield
    finally:
        server.stop()
