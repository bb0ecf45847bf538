"""The web and the worker process of a run: the real ones, on a free port."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import httpx

from config.env import ROOT

PATIENCE_S = 60.0
FAREWELL_S = 30.0


class NotServing(Exception):
    """The web process did not come up."""


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(
    *, port: int, workers: int = 1, environment: Mapping[str, str] = os.environ
) -> Iterator[None]:
    """Start web and workers on the environment's database; stop them however it ends."""
    environment = {k: v for k, v in environment.items() if k != "SAMLENG_DATABASE_ROLE"}
    commands = (
        ["-m", "config.processes.web", "--port", str(port)],
        *[["-m", "config.processes.worker"]] * workers,
    )
    started: list[subprocess.Popen[bytes]] = []
    try:
        for command in commands:
            words = [sys.executable, *command]
            started.append(subprocess.Popen(words, cwd=ROOT, env=environment, stdout=sys.stderr))
        _wait(started, port)
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            try:
                process.wait(FAREWELL_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(started: list[subprocess.Popen[bytes]], port: int) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if any(process.poll() is not None for process in started):
            raise NotServing("A process ended at its start; what it said stands above.")
        try:
            answer = httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=5, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            if answer.is_success:
                return
            raise NotServing(f"The web process says {answer.status_code}: {answer.text[:200]}")
    raise NotServing(f"Nothing answered on port {port} within {PATIENCE_S:.0f} s.")
