"""A send whose end nobody knows: the provider is asked before anything leaves again."""

import pytest

from channels_app import contacts, leases, outbox, worker
from channels_app.kind import Accepted, Rejected, Retry, Unknown
from channels_app.kinds.memory.kind import ACCEPT_THEN_TIMEOUT, TIMEOUT, PostOffice
from channels_app.models import Contact, OutboundMessage
from tests.channels_app.outgoing import drain, fresh, queue
from tests.channels_app.twilio_webhooks import PHONE
from tests.travel import Travel
from timekeeping.now import now

# The senders' threads need no database, so that a test's transaction is enough.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post_office")]


def test_accepted_and_then_silent_is_found_and_not_sent_again(
    complainant: Contact, post_office: PostOffice, travel: Travel
) -> None:
    message = queue(complainant)
    post_office.script.append(ACCEPT_THEN_TIMEOUT)
    drain()
    assert fresh(message).state == "unknown"
    travel.forward(minutes=1)
    drain()
    assert fresh(message).state == "accepted"
    assert len(post_office.sent) == 1


def test_two_equal_texts_are_two_messages_even_when_both_ends_are_unknown(
    complainant: Contact, post_office: PostOffice, travel: Travel
) -> None:
    first, second = queue(complainant, "same"), queue(complainant, "same")
    post_office.script.extend([ACCEPT_THEN_TIMEOUT, TIMEOUT])
    drain()
    for _ in range(4):
        travel.forward(minutes=2)
        drain()
    assert {fresh(first).state, fresh(second).state} == {"accepted"}
    assert fresh(first).provider_id != fresh(second).provider_id
    assert len(post_office.sent) == 2


def test_never_accepted_is_sent_again_after_asking(
    complainant: Contact, post_office: PostOffice, travel: Travel
) -> None:
    message = queue(complainant)
    post_office.script.append(TIMEOUT)
    drain()
    travel.forward(minutes=1)
    drain()
    assert fresh(message).state == "accepted"
    assert len(post_office.sent) == 1


def lost(message: OutboundMessage) -> None:
    """Leave a message as a timeout does which the provider never heard of."""
    OutboundMessage.objects.filter(pk=message.pk).update(state="unknown", attempts=1)


def test_asking_the_provider_is_no_attempt(
    complainant: Contact, post_office: PostOffice, travel: Travel
) -> None:
    message = queue(complainant)
    post_office.script.append(TIMEOUT)
    drain()
    travel.forward(minutes=1)
    drain()
    assert fresh(message).attempts == 2


def test_stop_holds_back_what_the_provider_turns_out_not_to_have(
    complainant: Contact, post_office: PostOffice
) -> None:
    message = queue(complainant)
    (answer,) = outbox.queue(complainant, "You are stopped.", purpose=outbox.COMMAND)
    lost(message)
    lost(answer)
    contacts.stop(complainant)
    drain()
    assert (fresh(message).state, fresh(message).error_code) == ("suppressed", "stopped")
    assert post_office.texts_to(PHONE) == ["You are stopped."]


def test_what_was_taken_back_is_not_sent_again_when_the_provider_does_not_have_it(
    complainant: Contact, post_office: PostOffice
) -> None:
    message = queue(complainant)
    lost(message)
    assert outbox.cancel([message]) == 1
    drain()
    assert fresh(message).state == "expired"
    assert post_office.sent == []


def test_what_was_taken_back_too_late_is_known_to_have_left(
    complainant: Contact, post_office: PostOffice, travel: Travel
) -> None:
    message = queue(complainant)
    post_office.script.append(ACCEPT_THEN_TIMEOUT)
    drain()
    assert outbox.cancel([message]) == 1
    travel.forward(minutes=1)
    drain()
    assert fresh(message).state == "accepted"
    assert outbox.cancel([message]) == 0


def test_what_is_taken_back_while_it_is_being_sent_has_no_second_try(
    complainant: Contact, post_office: PostOffice, travel: Travel
) -> None:
    message = queue(complainant)
    (sending,) = leases.claim(1)
    assert outbox.cancel([message]) == 1
    leases.record([(sending.message, Retry("503"))])
    travel.forward(hours=4)
    drain()
    assert fresh(message).state == "expired"
    assert post_office.sent == []


def test_without_an_answer_to_the_question_nothing_is_sent(
    complainant: Contact, post_office: PostOffice, travel: Travel
) -> None:
    message = queue(complainant)
    post_office.answers_look_ups = False
    post_office.script.append(ACCEPT_THEN_TIMEOUT)
    for _ in range(6):
        drain()
        travel.forward(hours=4)
    assert (fresh(message).state, fresh(message).error_code) == ("failed", "unknown")
    assert len(post_office.sent) == 1


def test_a_lapsed_lease_asks_first_and_the_slow_sender_changes_nothing(
    complainant: Contact, post_office: PostOffice, travel: Travel
) -> None:
    travel.to(now())
    message = queue(complainant)
    (slow,) = leases.claim(1)
    assert worker.run_once() == 0, "a live lease is respected"
    travel.forward(seconds=91)
    drain()
    assert fresh(message).state == "accepted"
    sent = fresh(message).provider_id
    leases.record([(slow.message, Accepted("SMslow"))])
    leases.record([(slow.message, Unknown("slow"))])
    leases.record([(slow.message, Rejected("21211"))])
    assert (fresh(message).state, fresh(message).provider_id) == ("accepted", sent)
