"""A PostgreSQL for one run: new, empty but for the catalogue, and honest about writing to disk."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.env import ROOT
from config.postgres.account import Account
from config.postgres.place import SOCKETS, Place
from config.postgres.roles import APPLICATION_ROLE, DATABASE, OWNER_ROLE
from config.postgres.server import Server


@contextmanager
def environment() -> Iterator[dict[str, str]]:
    """Give the environment of processes that work on a scratch database; remove it afterwards."""
    folder = Account.current().private_folder(
        Path(tempfile.mkdtemp(prefix="samleng-bench-", dir=SOCKETS))
    )
    place = Place(folder / "keys", folder / "files", folder / "socket")
    server = Server(place)
    try:
        server.start()
        found = os.environ | {
            "DATABASE_URL": place.url(APPLICATION_ROLE, DATABASE),
            "DATABASE_OWNER_URL": place.url(OWNER_ROLE, DATABASE),
        }
        for words in (["migrate", "-v0"], ["prepare_database"], ["load_catalogue"]):
            manage(words, found)
        yield found
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def manage(words: list[str], environment: dict[str, str]) -> int:
    """Run a management command there, with what it says on our standard error."""
    measures = words[0].startswith("bench_")
    quiet = None if measures else sys.stderr
    command = [sys.executable, str(ROOT / "manage.py"), *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=quiet, check=False)
    if done.returncode and not measures:
        raise RuntimeError(f"{words[0]} failed; what it said stands above.")
    return done.returncode
