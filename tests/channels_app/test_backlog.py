"""How long people's messages and our answers wait is seen from outside, without a word of them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from channels_app import inbox, outbox
from channels_app.kind import Received
from channels_app.models import Channel, Contact, InboundMessage
from tests.travel import Travel
from timekeeping.now import now

pytestmark = pytest.mark.django_db


def health() -> dict[str, Any]:
    answer = Client().get("/healthz")
    assert answer.status_code == 200, "a backlog must not take the site away too"
    found: dict[str, Any] = answer.json()
    return found


def test_a_dead_message_is_seen_without_its_words(memory: Channel) -> None:
    inbox.store(memory, Received("m1", "+85512345678", "a secret"))
    assert not health()["degraded"]
    InboundMessage.objects.update(state="dead")
    told = health()
    assert told["degraded"]
    assert told["queues"] == {
        "inbound_dead": 1,
        "inbound_oldest_s": 0,
        "outbound_oldest_due_s": 0,
    }
    assert "secret" not in str(told)


def test_a_message_that_nobody_handles_grows_old(memory: Channel, travel: Travel) -> None:
    travel.to(now())
    inbox.store(memory, Received("m1", "+85512345678", "hello"))
    travel.forward(seconds=601)
    assert (health()["degraded"], health()["queues"]["inbound_oldest_s"]) == (True, 601)


def test_a_text_that_nobody_sends_grows_old_and_one_that_waits_for_its_hour_does_not(
    complainant: Contact, travel: Travel
) -> None:
    travel.to(now())
    outbox.queue(complainant, "later", purpose="reply", not_before=now() + timedelta(hours=9))
    travel.forward(hours=8)
    assert health()["queues"]["outbound_oldest_due_s"] == 0
    travel.forward(hours=1, seconds=601)
    assert (health()["degraded"], health()["queues"]["outbound_oldest_due_s"]) == (True, 601)
    Channel.objects.update(is_active=False)
    assert not health()["degraded"], "a closed channel is a decision"
