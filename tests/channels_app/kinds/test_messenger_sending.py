"""Messenger: what we send, and what the answers of its Send API mean."""

import hmac
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from pytest_django.fixtures import Settings

from channels_app import calling, contacts, outbox
from channels_app.kind import Button, Rejected, Retry, Sending, Sent, Unknown
from channels_app.kinds.messenger.kind import Messenger
from channels_app.models import Channel, Contact, DeliveryStatus
from tests.channels_app import json_peer
from tests.channels_app.json_peer import ACCEPT_THEN_HANG_UP, Peer, Reply
from tests.channels_app.kinds import messenger_batches as messenger
from tests.channels_app.kinds.messenger_batches import (
    PAGE,
    PERSON,
    SECRET,
    TOKEN,
    batch,
    item,
    message,
    post,
)
from tests.channels_app.outgoing import drain, fresh
from tests.travel import Travel

pytestmark = pytest.mark.django_db
KIND = Messenger()
YES_NO = (Button("បាទ/ចាស", "yes"), Button("ទេ", "no"))


@pytest.fixture
def person(page: Channel) -> Contact:
    return contacts.find_or_make(page, PERSON)


@pytest.fixture
def api(settings: Settings) -> Iterator[Peer]:
    with json_peer.running(messenger.answers) as peer:
        settings.MESSENGER_BASE_URL = peer.url
        yield peer
    calling.close()


def sending(**changes: Any) -> Sending:
    told = {"uuid": uuid4(), "address": PERSON, "body": "ជំរាបសួរ"}
    return Sending(**{"created_at": datetime(2026, 1, 1, tzinfo=UTC), **told, **changes})


def test_a_delivery_moves_the_messages_that_it_names(person: Contact, api: Peer) -> None:
    (first,) = outbox.queue(person, "១", purpose="reply")
    (second,) = outbox.queue(person, "២", purpose="reply")
    drain()
    mids = [fresh(first).provider_id, "m_of-another-app", 5]
    told = item(delivery={"mids": mids, "watermark": 1770000000000})
    post(person.channel, batch(told, message()))
    assert (fresh(first).state, fresh(second).state) == ("delivered", "accepted")
    assert DeliveryStatus.objects.filter(outbound__isnull=True).count() == 1


def test_who_stops_at_the_provider_is_not_written_to(page: Channel, person: Contact) -> None:
    wish = {"type": "notification_messages", "notification_messages_status": "STOP_NOTIFICATIONS"}
    post(page, batch(item(optin=wish)))
    person.refresh_from_db()
    assert person.stopped_at is not None


def test_a_text_is_an_answer_with_its_buttons_and_a_proof(person: Contact, api: Peer) -> None:
    (queued,) = outbox.queue(person, "ដោះស្រាយហើយឬនៅ?", purpose="question", buttons=YES_NO)
    drain()
    assert fresh(queued).state == "accepted"
    (asked,) = api.taken
    proof = hmac.new(SECRET.encode(), TOKEN.encode(), sha256).hexdigest()
    assert (asked["messaging_type"], asked["appsecret_proof"]) == ("RESPONSE", proof)
    assert asked["recipient"] == {"id": PERSON}
    assert asked["message"] == {
        "text": "ដោះស្រាយហើយឬនៅ?",
        "quick_replies": [
            {"content_type": "text", "title": "បាទ/ចាស", "payload": "yes"},
            {"content_type": "text", "title": "ទេ", "payload": "no"},
        ],
    }


def test_a_label_above_twenty_characters_becomes_a_numbered_line(person: Contact) -> None:
    long = (Button("ក" * 21, "a"),)
    (queued,) = outbox.queue(person, "?", purpose="question", buttons=long)
    assert queued.body == f"?\n1 {'ក' * 21}"


OUTSIDE = Rejected("outside-24h", "the person last wrote more than 24 hours ago")
AWAY = Rejected("551", "the person cannot be reached: closed or blocked")


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (messenger.error(400, 10, 2018278), OUTSIDE),
        (messenger.error(403, 10), Retry("10")),
        (messenger.error(400, 551, 1545041), AWAY),
        (messenger.error(400, 200, 1545041), AWAY),
        (
            messenger.error(400, 100, 2018001),
            Rejected("100-2018001", "there is no such person on this page"),
        ),
        (messenger.error(400, 100), Rejected("100", "Messenger cannot read what we sent")),
        (messenger.error(400, 190), Retry("190")),
        (messenger.error(400, 368), Retry("368")),
        (messenger.error(400, 613), Retry("429")),
        (messenger.error(400, 12345), Rejected("12345", "refused by Messenger")),
        (Reply(429, b"", {"Retry-After": "9"}), Retry("429", 9.0)),
        (messenger.error(500, 1200), Unknown("1200")),
        (messenger.error(400, 1200), Retry("1200")),
        (messenger.error(500, 2), Unknown("2")),
        (Reply(503, b"<html>"), Unknown("503")),
        (Reply(200, b"<html>"), Unknown("200")),
        (Reply(403, b"<html>"), Unknown("403")),
    ],
)
def test_each_answer_has_its_meaning(page: Channel, api: Peer, reply: Reply, outcome: Sent) -> None:
    api.script.append(reply)
    assert KIND.send(page, sending()) == outcome


def test_a_line_that_breaks_after_the_text_left_is_not_tried_again(
    person: Contact, api: Peer, travel: Travel
) -> None:
    api.script.append(ACCEPT_THEN_HANG_UP)
    (queued,) = outbox.queue(person, "ជំរាបសួរ", purpose="reply")
    for _ in range(8):
        drain()
        travel.forward(hours=4)
    assert (fresh(queued).state, len(api.taken)) == ("failed", 1)


def test_neither_token_nor_person_stands_in_a_log_line(
    page: Channel, api: Peer, caplog: pytest.LogCaptureFixture
) -> None:
    api.script.extend([json_peer.HANG_UP, messenger.error(400, 100)])
    with caplog.at_level(logging.DEBUG):
        for _ in range(3):
            KIND.send(page, sending())
        post(page, batch(message(), item(message={}), page=PAGE))
    assert not any(word in caplog.text for word in (TOKEN, PERSON, SECRET))
    assert not any(TOKEN in path for _, path, _, _ in api.asked)


def test_a_setting_cannot_lead_our_requests_elsewhere() -> None:
    well = {"page_id": PAGE, "page_access_token": "x", "app_secret": "x", "verify_token": "x"}
    assert KIND.faults_in(well) == []
    assert KIND.faults_in(well | {"graph_version": "v23.0/../x"})
    assert KIND.faults_in(well | {"page_id": "1/../2"})
