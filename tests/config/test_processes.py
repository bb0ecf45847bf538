"""The real processes start, work, and stop when they are told to."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from django.db import connection

from config.env import ROOT

PATIENCE_S = 30.0
Start = Callable[..., subprocess.Popen[bytes]]


def until(question: Callable[[], object]) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + PATIENCE_S
    while not question():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


@pytest.fixture
def start(process_environment: dict[str, str]) -> Iterator[Start]:
    started: list[subprocess.Popen[bytes]] = []

    def begin(*words: str, **environment: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", *words], cwd=ROOT, env=process_environment | environment
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.wait()


def is_healthy(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/healthz").status_code == 200
    except httpx.TransportError:
        return False


def test_the_web_process_serves_and_stops_when_told(start: Start, port: int) -> None:
    web = start("config.processes.web", "--port", str(port))
    until(lambda: is_healthy(port))
    page = httpx.get(f"http://127.0.0.1:{port}/accounts/login/")
    assert page.status_code == 200
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "server" not in page.headers
    assert start("config.processes.probe", "--port", str(port)).wait(PATIENCE_S) == 0
    web.send_signal(signal.SIGTERM)
    web.wait(PATIENCE_S)
    assert start("config.processes.probe", "--port", str(port)).wait(PATIENCE_S) == 1


def test_the_worker_does_the_jobs_shows_a_pulse_and_stops_when_told(
    start: Start, tmp_path: Path
) -> None:
    from config.tasks import forget_old_sessions

    forget_old_sessions.configure().defer(timestamp=0)
    pulse = tmp_path / "pulse"
    worker = start("config.processes.worker", "--pulse", str(pulse))
    until(pulse.exists)
    until(lambda: jobs("config.forget_old_sessions") == 0)
    assert start("config.processes.probe", "--pulse", str(pulse)).wait(PATIENCE_S) == 0
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE_S) == 0


def jobs(task: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [task])
        (count,) = cursor.fetchone()
    return int(count)


def test_a_job_of_a_dead_worker_is_done_by_the_next_one(start: Start) -> None:
    from config.tasks import forget_old_sessions

    forget_old_sessions.configure().defer(timestamp=0)
    with connection.cursor() as cursor:
        # As a worker leaves it that was killed: taken, not done, and no heartbeat for long.
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - interval '1 hour') RETURNING id"
        )
        (dead,) = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = 1", [dead]
        )
        # What the minute's clock would bring, without waiting for the minute.
        cursor.execute(
            "INSERT INTO procrastinate_jobs (task_name, queue_name, args)"
            " VALUES ('config.retry_stalled_jobs', 'default', '{\"timestamp\": 0}')"
        )
    start("config.processes.worker")
    until(lambda: jobs("config.forget_old_sessions") == 0)


def test_production_does_not_start_with_a_wrong_environment(start: Start) -> None:
    web = start("config.processes.web", SAMLENG_MODE="production", SECRET_KEY="short")
    assert web.wait(PATIENCE_S) == 1
