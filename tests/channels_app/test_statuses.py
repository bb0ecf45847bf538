"""Delivery states only move forward, in whatever order and number the callbacks come."""

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels_app import contacts, outbox, statuses, worker
from channels_app.models import Channel, Contact, DeliveryStatus, OutboundMessage
from tests import database
from tests.channels_app.twilio_peer import Peer
from tests.channels_app.twilio_webhooks import PHONE, TOKEN, post_status
from tests.travel import Travel

RANK = {"queued": 1, "sending": 1, "sent": 2, "delivered": 3, "read": 4}


@pytest.fixture
def accepted(sms_through_peer: Channel) -> OutboundMessage:
    (message,) = outbox.queue(contacts.find_or_make(sms_through_peer, PHONE), "hi", purpose="reply")
    worker.run_once()
    message.refresh_from_db()
    assert message.state == "accepted"
    return message


def state_of(message: OutboundMessage) -> str:
    return str(OutboundMessage.objects.values_list("state", flat=True).get(pk=message.pk))


def call(message: OutboundMessage, *words: str, **fields: str) -> None:
    for word in words:
        answer = post_status(
            message.channel, message.provider_id, word, ours=str(message.uuid), **fields
        )
        assert answer.status_code == 200


@pytest.mark.django_db
def test_each_callback_is_kept_and_moves_the_message_forward(accepted: OutboundMessage) -> None:
    call(accepted, "sent", "delivered", "sent", "delivered")
    accepted.refresh_from_db()
    assert accepted.state == "delivered"
    assert accepted.delivered_at is not None
    kept = DeliveryStatus.objects.order_by("id").values_list("status", "is_anomaly")
    assert list(kept) == [(w, False) for w in ("sent", "delivered", "sent", "delivered")]


@pytest.mark.django_db
def test_a_forged_callback_changes_nothing(accepted: OutboundMessage) -> None:
    accepted.channel.config = accepted.channel.config | {"auth_token": "another"}
    accepted.channel.save(update_fields=["config"])
    answer = post_status(accepted.channel, accepted.provider_id, "failed", ours=str(accepted.uuid))
    assert answer.status_code == 403
    assert state_of(accepted) == "accepted"
    assert TOKEN != "another"


@pytest.mark.django_db
def test_a_failure_after_delivery_is_kept_as_a_contradiction(accepted: OutboundMessage) -> None:
    call(accepted, "delivered")
    call(accepted, "undelivered", ErrorCode="30003")
    assert state_of(accepted) == "delivered"
    assert DeliveryStatus.objects.filter(is_anomaly=True, error_code="30003").count() == 1


@pytest.mark.django_db
def test_an_error_is_never_overwritten_by_nothing(accepted: OutboundMessage) -> None:
    call(accepted, "sent", ErrorCode="30008")
    call(accepted, "failed", "sent", "delivered")
    accepted.refresh_from_db()
    assert (accepted.state, accepted.error_code) == ("failed", "30008")


@pytest.mark.django_db
def test_stop_in_a_callback_stops_us(accepted: OutboundMessage) -> None:
    call(accepted, "failed", ErrorCode="21610")
    assert Contact.objects.get().stopped_at is not None


@pytest.mark.django_db
def test_a_callback_before_our_own_record_counts(
    sms_through_peer: Channel, travel: Travel, peer: Peer
) -> None:
    (message,) = outbox.queue(contacts.find_or_make(sms_through_peer, PHONE), "hi", purpose="reply")
    post_status(sms_through_peer, "SMearly", "sent", ours=str(message.uuid))
    message.refresh_from_db()
    assert (message.state, message.provider_id) == ("sent", "SMearly")
    assert message.accepted_at is not None
    travel.forward(minutes=5)
    assert worker.run_once() == 0
    assert peer.texts == [], "what the provider has is not sent again"


@pytest.mark.django_db
def test_a_callback_that_does_not_name_our_message_is_parked_and_matched(
    sms_through_peer: Channel,
) -> None:
    post_status(sms_through_peer, "SM77", "delivered")
    parked = DeliveryStatus.objects.get()
    assert parked.outbound is None
    (message,) = outbox.queue(contacts.find_or_make(sms_through_peer, PHONE), "hi", purpose="reply")
    OutboundMessage.objects.filter(pk=message.pk).update(provider_id="SM77")
    assert statuses.match_parked() == 1
    assert statuses.match_parked() == 0
    assert DeliveryStatus.objects.get().outbound == message
    assert state_of(message) == "delivered"


@pytest.mark.django_db
def test_unknown_words_ids_and_uuids_are_kept_and_answered(accepted: OutboundMessage) -> None:
    call(accepted, "a_word_of_next_year")
    post_status(accepted.channel, "SMnever", "sent", ours="not-a-uuid")
    post_status(accepted.channel, accepted.provider_id, "sent", ours="")
    assert DeliveryStatus.objects.count() == 3
    assert state_of(accepted) == "sent"


@pytest.mark.django_db
def test_another_channel_cannot_speak_for_this_one(accepted: OutboundMessage) -> None:
    other = Channel.objects.create(
        kind="sms_twilio", name="other", address="1", config={"auth_token": TOKEN}
    )
    post_status(other, accepted.provider_id, "failed", ours=str(accepted.uuid))
    assert state_of(accepted) == "accepted"


@pytest.mark.django_db
def test_a_second_id_for_one_message_is_a_double_and_is_marked(accepted: OutboundMessage) -> None:
    post_status(accepted.channel, "SMother", "delivered", ours=str(accepted.uuid))
    assert state_of(accepted) == "accepted"
    assert DeliveryStatus.objects.get().is_anomaly


@pytest.mark.django_db
def test_an_id_that_is_another_messages_is_marked_and_answered(accepted: OutboundMessage) -> None:
    (second,) = outbox.queue(accepted.contact, "again", purpose="reply")
    answer = post_status(accepted.channel, accepted.provider_id, "delivered", ours=str(second.uuid))
    assert answer.status_code == 200
    assert [state_of(accepted), state_of(second)] == ["accepted", "queued"]
    assert DeliveryStatus.objects.get().is_anomaly


@pytest.mark.django_db
@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from([*RANK, "failed", "undelivered"]), min_size=1, max_size=8))
def test_any_order_and_number_of_callbacks_moves_forward_only(
    sms: Channel, words: list[str]
) -> None:
    contact = contacts.find_or_make(sms, PHONE)
    (message,) = outbox.queue(contact, "hi", purpose="reply")
    before, reached = "queued", 0
    for word in words:
        post_status(sms, f"SM{message.uuid.hex}", word, ours=str(message.uuid))
        after = state_of(message)
        if before in {"failed", "read"}:
            assert after == before
        elif before == "delivered":
            assert after in {"delivered", "read"}
        if after != "failed":
            rank = {"accepted": 1}.get(after) or RANK[after]
            assert rank >= reached
            reached = rank
        before = after
    assert DeliveryStatus.objects.filter(outbound=message).count() == len(words)
    good = [RANK[word] for word in words if word in RANK]
    if len(good) == len(words):
        assert reached == max(good)


@pytest.mark.django_db
def test_the_database_keeps_every_callback_as_it_came(accepted: OutboundMessage) -> None:
    call(accepted, "sent")
    rows = DeliveryStatus.objects.all()
    for change in ({"status": "delivered"}, {"outbound": None}, {"error_code": "1"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()


@pytest.mark.django_db(transaction=True)
def test_not_even_the_owner_empties_the_callbacks_by_accident() -> None:
    with database.as_owner() as server, pytest.raises(Exception, match="Cannot truncate"):
        server.execute("TRUNCATE channels_app_deliverystatus")
    assert connection.vendor == "postgresql"
