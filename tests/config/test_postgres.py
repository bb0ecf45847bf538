"""The trial's own PostgreSQL starts, is found again, and leaves nothing running."""

import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.env import ROOT
from config.postgres import leftover
from config.postgres.account import Account
from config.postgres.errors import AlreadyRunning, PostgresError
from config.postgres.place import SOCKETS, Place
from config.postgres.roles import APPLICATION_ROLE, DATABASE, OWNER_ROLE
from config.postgres.server import Server
from tests.config.test_processes import until


@pytest.fixture
def place() -> Iterator[Place]:
    # Not pytest's tmp_path: its folders admit their owner alone, and its paths are long.
    folder = Path(tempfile.mkdtemp(prefix="samleng-test-", dir=SOCKETS))
    folder.chmod(0o755)
    yield Place(folder / "postgres", folder / "outside", folder / "socket")
    shutil.rmtree(folder)


def ask(place: Place, question: str, *, role: str = OWNER_ROLE) -> object:
    with psycopg.connect(place.url(role, DATABASE)) as server:
        row = server.execute(question).fetchone()
    assert row
    return row[0]


def test_what_was_written_is_there_after_a_stop_and_a_start(place: Place) -> None:
    for expected in (0, 1):
        server = Server(place)
        server.start()
        try:
            with psycopg.connect(place.url(OWNER_ROLE, DATABASE)) as owner:
                owner.execute("CREATE TABLE IF NOT EXISTS kept (id int)")
                assert owner.execute("SELECT count(*) FROM kept").fetchone() == (expected,)
                owner.execute("INSERT INTO kept VALUES (1)")
        finally:
            server.stop()
    with pytest.raises(psycopg.OperationalError):
        ask(place, "SELECT 1")


def test_khmer_letters_are_letters_and_pages_have_checksums(place: Place) -> None:
    server = Server(place)
    server.start()
    try:
        assert ask(place, "SELECT 'សំឡេង' ~ '^[[:alpha:]]'") is True
        assert ask(place, "SELECT datctype FROM pg_database LIMIT 1") not in {"C", "POSIX"}
        assert ask(place, "SHOW data_checksums", role=APPLICATION_ROLE) == "on"
        assert ask(place, "SHOW listen_addresses") == ""
        with psycopg.connect(place.url(OWNER_ROLE, DATABASE)) as owner:
            owner.execute("CREATE EXTENSION pg_trgm")
            assert owner.execute("SELECT cardinality(show_trgm('សំឡេង'))").fetchone() != (0,)
    finally:
        server.stop()


def test_nobody_comes_in_without_the_password(place: Place) -> None:
    server = Server(place)
    server.start()
    try:
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(
                host=str(place.socket_folder), user=OWNER_ROLE, dbname=DATABASE, password="wrong"
            )
    finally:
        server.stop()


def test_a_second_start_is_refused_while_the_first_runs(place: Place) -> None:
    first = Server(place)
    first.start()
    try:
        with pytest.raises(AlreadyRunning, match="Ctrl-C"):
            Server(place).start()
        assert ask(place, "SELECT 1") == 1
    finally:
        first.stop()


def test_the_mark_of_a_server_that_is_gone_does_not_stop_a_start(place: Place) -> None:
    server = Server(place)
    server.start()
    server.stop()
    (data,) = _data_folders(place)
    # The number is alive, and belongs to another program of the server's user.
    with subprocess.Popen(["/bin/sleep", "60"], **Account.current().process) as other:
        (data / "postmaster.pid").write_text(f"{other.pid}\n{data}\n", encoding="utf-8")
        server.start()
        server.stop()
        assert other.poll() is None
        other.kill()


def _data_folders(place: Place) -> list[Path]:
    folders = [place.folder / "files" / "data", place.outside / "data"]
    return [folder for folder in folders if (folder / "PG_VERSION").exists()]


STARTS_AND_WAITS = """
import sys, pathlib, time
from config.postgres.place import Place
from config.postgres.server import Server
from tests.config.test_processes import until
Server(Place(*map(pathlib.Path, sys.argv[1:]))).start()
print("up", flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_a_killed_parent_leaves_no_server_behind(place: Place) -> None:
    words = [str(part) for part in (place.folder, place.outside, place.socket_folder)]
    with subprocess.Popen(
        [sys.executable, "-c", STARTS_AND_WAITS, *words], cwd=ROOT, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout
        assert parent.stdout.readline() == b"up\n"
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    until(lambda: not _answers(place))
    (data,) = _data_folders(place)
    until(lambda: not (data / "postmaster.pid").exists())


def _answers(place: Place) -> bool:
    try:
        ask(place, "SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def test_a_server_without_a_parent_is_ended_by_the_next_start(place: Place) -> None:
    server = Server(place)
    server.start()
    (data,) = _data_folders(place)
    leftover.remove(data)
    assert not _answers(place)
    server.stop()


def test_data_of_another_major_version_are_refused_with_the_way_out(place: Place) -> None:
    server = Server(place)
    server.start()
    server.stop()
    (data,) = _data_folders(place)
    (data / "PG_VERSION").write_text("9\n", encoding="utf-8")
    with pytest.raises(PostgresError, match="make clean"):
        server.start()
