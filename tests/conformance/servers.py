"""Real servers beside the tests, each on a port of its own on loopback."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from config.env import ROOT

PATIENCE = 180.0
BETWEEN = 0.1


def free_port() -> int:
    """Find a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def inherited() -> dict[str, str]:
    """Give this process's environment, without what belongs to its Python alone."""
    own = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"}
    return {name: value for name, value in os.environ.items() if name not in own}


@contextmanager
def running(
    command: Sequence[str],
    health: str,
    *,
    log: Path,
    folder: Path = ROOT,
    environment: Mapping[str, str] | None = None,
) -> Iterator[None]:
    """Run a server until it answers; stop it afterwards."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**inherited(), **(environment or {})},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _await(process, health, log)
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _await(process: "subprocess.Popen[bytes]", health: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            if httpx.get(health, timeout=2, trust_env=False).is_success:
                return
        except httpx.TransportError:
            # A new process needs a moment; the peer is real, and so is its start.
            time.sleep(BETWEEN)
    raise AssertionError(f"no answer from {health}:\n{log.read_text('utf-8')[-2000:]}")


@contextmanager
def action_server(package: str, log: Path) -> Iterator[str]:
    """Run rasa_sdk's action server with these actions; gives its address."""
    port = free_port()
    command = [sys.executable, "-m", "rasa_sdk", "--actions", package, "--port", str(port)]
    url = f"http://127.0.0.1:{port}"
    with running(command, f"{url}/health", log=log, environment={"SANIC_HOST": "127.0.0.1"}):
        yield url
