"""The processes that a browser's chat meets, started and ended by a test."""

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from channels_app import contacts, outbox, worker
from channels_app.kind import Button
from channels_app.models import Channel, InboundMessage, OutboundMessage
from config.env import ROOT
from tests.config.test_processes import is_healthy, until
from tests.config.test_trial import SERVES

Serve = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def chat(transactional_db: None) -> Channel:
    return Channel.objects.create(kind="webchat", name="Chat", address="chat")


@pytest.fixture
def serve(process_environment: dict[str, str], port: int) -> Iterator[Serve]:
    """Start the web process, or with `trial=True` the trial: web and worker in one."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(*, trial: bool = False) -> subprocess.Popen[bytes]:
        web = ["-m", "config.processes.web", "--port", str(port)]
        process = subprocess.Popen(
            [sys.executable, *(["-c", SERVES, str(port)] if trial else web)],
            cwd=ROOT,
            env=process_environment,
            stdout=subprocess.DEVNULL,
        )
        started.append(process)
        until(lambda: is_healthy(port))
        return process

    yield begin
    for process in started:
        process.kill()
        process.wait()


def send_to(channel: Channel, body: str, *buttons: Button) -> OutboundMessage:
    """Let an officer's text leave for the browser that wrote last, as the worker does it."""
    address = InboundMessage.objects.filter(channel=channel).latest("pk").sender
    contact = contacts.find_or_make(channel, address)
    (text,) = outbox.queue(contact, body, purpose="reply", buttons=buttons)
    while worker.run_once():
        pass
    return text


def state_of(text: OutboundMessage) -> str:
    return str(OutboundMessage.objects.get(pk=text.pk).state)
