"""Channels and people of the wires' tests."""

from collections.abc import Iterator

import pytest

from channels_app import calling, contacts
from channels_app.kinds.memory.kind import POST_OFFICE, PostOffice
from channels_app.models import Channel, Contact
from tests.channels_app import twilio_peer
from tests.channels_app.twilio_webhooks import PHONE, TOKEN


@pytest.fixture
def sms(db: None) -> Channel:
    return Channel.objects.create(
        kind="sms_twilio",
        name="SMS",
        address="+85510000000",
        config={"account_sid": "ACtest", "auth_token": TOKEN},
    )


@pytest.fixture
def memory(db: None) -> Channel:
    return Channel.objects.create(
        kind="memory", name="memory", address="1000", config={"secret": "hush"}
    )


@pytest.fixture
def complainant(memory: Channel) -> Contact:
    return contacts.find_or_make(memory, PHONE)


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    POST_OFFICE.forget()
    yield POST_OFFICE
    POST_OFFICE.forget()


@pytest.fixture
def peer() -> Iterator[twilio_peer.Peer]:
    with twilio_peer.running() as running:
        yield running
    calling.close()


@pytest.fixture
def sms_through_peer(sms: Channel, peer: twilio_peer.Peer) -> Channel:
    sms.config = sms.config | {"base_url": peer.url}
    sms.save(update_fields=["config"])
    return sms
