"""The trial is one process and its database; both end together."""

import os
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
from config.postgres.cluster import SUPERUSER
from config.postgres.place import Place
from tests.config.test_processes import PATIENCE_S, is_healthy, until

SERVES = """
import sys
from config.processes import starting
starting.prepare()
from config.processes import trial
trial.serve(port=int(sys.argv[1]), ready=lambda: print("ready", flush=True))
print("stopped", flush=True)
"""


@pytest.mark.parametrize("word", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_pages_and_queues_stop_at_one_word(
    process_environment: dict[str, str], port: int, word: signal.Signals
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SERVES, str(port)],
        cwd=ROOT,
        env=process_environment,
        stdout=subprocess.PIPE,
    ) as trial:
        assert trial.stdout
        assert trial.stdout.readline() == b"ready\n"
        until(lambda: is_healthy(port))
        trial.send_signal(word)
        assert trial.stdout.readline() == b"stopped\n"
        assert trial.wait(PATIENCE_S) == 0
    assert not is_healthy(port)


@pytest.fixture
def own_server() -> Iterator[dict[str, str]]:
    """Give an environment in which a trial keeps a database of its own, in a new folder."""
    folder = Path(tempfile.mkdtemp(prefix="samleng-test-"))
    folder.chmod(0o755)
    yield os.environ | {
        "SAMLENG_TRIAL_FOLDER": str(folder),
        "DATABASE_URL": "",
        "DATABASE_OWNER_URL": "",
    }
    shutil.rmtree(folder)


def test_a_command_brings_the_trials_database_and_takes_it_away_again(
    own_server: dict[str, str],
) -> None:
    command = [sys.executable, "manage.py", "showmigrations", "timekeeping"]
    done = subprocess.run(
        command, cwd=ROOT, env=own_server, capture_output=True, text=True, check=True
    )
    assert "[ ] 0001_samleng_now" in done.stdout
    place = Place.of(Path(own_server["SAMLENG_TRIAL_FOLDER"]))
    assert (place.folder / "passwords.json").exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(place.url(SUPERUSER, "postgres"))


def test_the_demo_does_not_run_on_productions_settings(own_server: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "demo"],
        cwd=ROOT,
        env=own_server | {"SAMLENG_MODE": "production"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "SAMLENG_MODE=trial" in done.stderr
