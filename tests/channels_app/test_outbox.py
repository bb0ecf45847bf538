"""The outbox: nothing lost, nothing twice where the provider can be asked."""

import pytest
from django.db import connection

from channels_app import contacts, outbox, worker
from channels_app.kind import Accepted, Rejected, Retry, Sent
from channels_app.kinds.memory.kind import PostOffice
from channels_app.models import Channel, Contact, OutboundMessage
from tests.channels_app.outgoing import drain, fresh, queue
from tests.channels_app.twilio_webhooks import PHONE
from tests.travel import Travel
from timekeeping.now import now

# The senders' threads need no database, so that a test's transaction is enough.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post_office")]


def test_a_queued_text_is_sent_and_its_acceptance_recorded(
    complainant: Contact, post_office: PostOffice, travel: Travel
) -> None:
    message = queue(complainant)
    assert (message.state, message.encoding, message.parts) == ("queued", "UCS-2", 1)
    travel.forward(minutes=1)
    assert worker.run_once() == 1
    sent = fresh(message)
    assert (sent.state, sent.accepted_at, sent.attempts) == ("accepted", now(), 1)
    assert post_office.sent[0][0] == sent.provider_id
    assert post_office.texts_to(PHONE) == ["ជំរាបសួរ"]


def test_texts_to_one_person_leave_in_order_and_urgent_ones_first(
    complainant: Contact, memory: Channel, post_office: PostOffice
) -> None:
    for number in range(5):
        queue(complainant, str(number))
    other = contacts.find_or_make(memory, "+85512999999")
    queue(other, "bulk", lane=9)
    queue(other, "code", lane=1)
    drain()
    assert post_office.texts_to(PHONE) == list("01234")
    assert post_office.texts_to("+85512999999") == ["code", "bulk"]


def test_above_the_cap_the_pieces_go_in_order_and_only_the_missing_is_tried_again(
    complainant: Contact, post_office: PostOffice, travel: Travel
) -> None:
    text = "ក្រុមហ៊ុន " * 150
    rows = outbox.queue(complainant, text, purpose="reply")
    assert len(rows) > 1
    assert len({row.group for row in rows}) == 1
    post_office.script.append(Retry("503"))
    drain()
    assert post_office.sent == [], "the second piece waits for the first"
    travel.forward(minutes=2)
    drain()
    assert "".join(post_office.texts_to(PHONE)) == text


def test_a_busy_provider_is_given_the_time_it_asks_for(
    complainant: Contact, post_office: PostOffice, travel: Travel
) -> None:
    travel.to(now())
    message = queue(complainant)
    post_office.script.extend([Retry("429", 40)] * 3)
    for _ in range(3):
        assert worker.run_once() == 1
        assert worker.run_once() == 0
        travel.forward(seconds=39)
        assert worker.run_once() == 0
        travel.forward(seconds=10)
    drain()
    assert fresh(message).state == "accepted"
    assert fresh(message).attempts == 1, "waiting for the provider is no attempt"


def test_the_waits_grow_and_end_with_a_reason_for_a_person(
    complainant: Contact, post_office: PostOffice, travel: Travel
) -> None:
    travel.to(now())
    message = queue(complainant)
    post_office.script.extend([Retry("503")] * 6)
    waits = []
    for _ in range(5):
        worker.run_once()
        waits.append((fresh(message).next_try_at - now()).total_seconds() / 60)
        travel.forward(hours=4)
    worker.run_once()
    for waited, planned in zip(waits, (1, 5, 15, 60, 180), strict=True):
        assert planned * 0.8 <= waited <= planned * 1.2
    assert (fresh(message).state, fresh(message).error_code) == ("failed", "503")


def test_a_permanent_refusal_is_not_tried_again(
    complainant: Contact, post_office: PostOffice, travel: Travel
) -> None:
    message = queue(complainant)
    post_office.script.append(Rejected("21614", "not a mobile number"))
    drain()
    travel.forward(hours=9)
    drain()
    failed = fresh(message)
    assert (failed.state, failed.error_code, failed.error_text) == (
        "failed",
        "21614",
        "not a mobile number",
    )
    assert post_office.sent == []


def test_stop_told_to_the_provider_stops_us_too(
    complainant: Contact, post_office: PostOffice
) -> None:
    first, second = queue(complainant), queue(complainant, "later")
    post_office.script.append(Rejected("21610", stopped=True))
    drain()
    complainant.refresh_from_db()
    assert complainant.stopped_at is not None
    assert [fresh(first).state, fresh(second).state] == ["failed", "suppressed"]


def test_after_stop_only_the_answer_to_the_command_leaves(
    complainant: Contact, post_office: PostOffice
) -> None:
    waiting = queue(complainant, "before")
    contacts.stop(complainant)
    held = queue(complainant, "after")
    outbox.queue(complainant, "You are stopped.", purpose=outbox.COMMAND)
    drain()
    assert (held.state, fresh(held).error_code) == ("suppressed", "stopped")
    assert fresh(waiting).state == "suppressed"
    assert post_office.texts_to(PHONE) == ["You are stopped."]
    contacts.start(complainant)
    assert queue(complainant).state == "queued"


def test_too_late_is_not_sent(
    complainant: Contact, post_office: PostOffice, travel: Travel
) -> None:
    travel.to(now())
    code = queue(complainant, "123456", expires_after_s=300)
    asked = queue(complainant, "asked", expires_after_s=300)
    OutboundMessage.objects.filter(pk=asked.pk).update(state="unknown")
    travel.forward(seconds=301)
    drain()
    assert [fresh(code).state, fresh(asked).state] == ["expired", "expired"]
    assert post_office.sent == []


def test_not_before_its_hour(complainant: Contact, post_office: PostOffice, travel: Travel) -> None:
    morning = travel.to(now()).replace(microsecond=0)
    morning = morning.replace(year=morning.year + 1)
    message = queue(complainant, not_before=morning, expires_after_s=600)
    drain()
    assert fresh(message).state == "queued"
    travel.to(morning)
    drain()
    assert fresh(message).state == "accepted"


def test_a_closed_channel_sends_nothing_until_it_is_open_again(
    complainant: Contact, memory: Channel, post_office: PostOffice
) -> None:
    message = queue(complainant)
    memory.is_active = False
    memory.save(update_fields=["is_active"])
    drain()
    assert fresh(message).state == "queued"
    memory.is_active = True
    memory.save(update_fields=["is_active"])
    drain()
    assert fresh(message).state == "accepted"


def test_a_message_taken_back_does_not_leave(complainant: Contact, post_office: PostOffice) -> None:
    message = queue(complainant)
    assert outbox.cancel([message]) == 1
    drain()
    assert fresh(message).state == "cancelled"
    assert post_office.sent == []


def test_a_kind_that_breaks_costs_nobody_else(
    complainant: Contact, memory: Channel, post_office: PostOffice
) -> None:
    broken = queue(complainant)
    other = queue(contacts.find_or_make(memory, "+85512999999"))
    post_office.script.append("surprise")  # an order that the fake takes for a lost answer
    drain()
    assert {fresh(broken).state, fresh(other).state} == {"unknown", "accepted"}


@pytest.mark.parametrize(
    "poison", [Accepted("x" * 200), Accepted("SM\x00"), Rejected("1\x00", "no\x00t now")]
)
def test_an_answer_that_cannot_be_kept_costs_nobody_else(
    complainant: Contact, memory: Channel, post_office: PostOffice, poison: Sent
) -> None:
    broken = queue(complainant)
    others = [queue(contacts.find_or_make(memory, f"+8551299999{n}")) for n in range(3)]
    post_office.script.append(poison)
    worker.run_once()
    states = sorted(fresh(message).state for message in (broken, *others))
    assert states in (["accepted"] * 3 + ["unknown"], ["accepted"] * 3 + ["failed"])


def test_the_floor_above_hears_of_each_acceptance_once(complainant: Contact) -> None:
    message = queue(complainant)
    assert outbox.claim_accepted_unheard() == []
    drain()
    heard = outbox.claim_accepted_unheard()
    assert heard == [message]
    outbox.mark_heard(heard)
    assert outbox.claim_accepted_unheard() == []


def test_a_text_is_not_readable_in_the_database(complainant: Contact) -> None:
    queue(complainant, "a secret answer")
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM channels_app_outboundmessage")
        assert "secret" not in str(cursor.fetchone())
