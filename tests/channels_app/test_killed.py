"""kill -9 at every named place: nothing is lost, and nothing twice where the provider is asked."""

import signal
import subprocess
import sys
from typing import Any

import pytest

from channels_app import contacts, faults, inbox, outbox, registry, worker
from channels_app.kind import NotFound, Received
from channels_app.models import Channel, InboundMessage, OutboundMessage
from tests.channels_app.twilio_peer import Peer
from tests.channels_app.twilio_webhooks import PHONE
from tests.travel import Travel

pytestmark = pytest.mark.django_db(transaction=True)

SEND = "from channels_app import worker; worker.run_once()"
ANSWER = """
from channels_app import inbox, outbox
def reply(message):
    outbox.queue(message.contact, "thank you", purpose="reply")
inbox.process_batch(reply)
"""
OUTBOX = [point for point in faults.POINTS if point.startswith("outbox.")]
INBOX = [point for point in faults.POINTS if point.startswith("inbox.")]


def die_at(point: str, code: str, environment: dict[str, str]) -> None:
    process = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        env=environment | {"SAMLENG_CRASH_AT": point},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert process.returncode == -signal.SIGKILL, process.stderr


@pytest.mark.parametrize("point", OUTBOX)
def test_a_sender_killed_anywhere_sends_once(
    point: str,
    sms_through_peer: Channel,
    peer: Peer,
    process_environment: dict[str, str],
    travel: Travel,
) -> None:
    contact = contacts.find_or_make(sms_through_peer, PHONE)
    outbox.queue(contact, "your answer", purpose="reply")
    die_at(point, SEND, process_environment)
    travel.forward(minutes=3)
    while worker.run_once():
        pass
    assert peer.bodies() == ["your answer"]
    message = OutboundMessage.objects.get()
    assert (message.state, message.provider_id) == ("accepted", peer.texts[0]["sid"])


def test_without_asking_the_provider_a_kill_doubles(
    sms_through_peer: Channel,
    peer: Peer,
    process_environment: dict[str, str],
    travel: Travel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Shows that the test above can fail."""
    monkeypatch.setattr(registry.get("sms_twilio"), "look_up", lambda *_: NotFound())
    contact = contacts.find_or_make(sms_through_peer, PHONE)
    outbox.queue(contact, "your answer", purpose="reply")
    die_at("outbox.after_send", SEND, process_environment)
    travel.forward(minutes=3)
    while worker.run_once():
        pass
    assert peer.bodies() == ["your answer"] * 2


@pytest.mark.parametrize("point", INBOX)
def test_a_reader_killed_anywhere_answers_once(
    point: str, memory: Channel, process_environment: dict[str, str], post_office: Any
) -> None:
    inbox.store(memory, Received("m1", PHONE, "hello"))
    die_at(point, ANSWER, process_environment)
    assert InboundMessage.objects.get().state == "new"
    assert not OutboundMessage.objects.exists()

    def reply(message: InboundMessage) -> None:
        assert message.contact
        outbox.queue(message.contact, "thank you", purpose="reply")

    assert inbox.process_batch(reply) == 1
    assert inbox.process_batch(reply) == 0
    assert OutboundMessage.objects.count() == 1
