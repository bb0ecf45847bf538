"""The inbox: each message is handled once, in its sender's order, whatever breaks."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django.fixtures import DjangoAssertNumQueries

from channels_app import inbox, outbox
from channels_app.kind import Received
from channels_app.models import Channel, Contact, InboundMessage, OutboundMessage
from tests.channels_app.twilio_webhooks import post, text_message
from tests.travel import Travel


def arrive(channel: Channel, *bodies: str, sender: str = "+85512345678") -> None:
    for body in bodies:
        assert post(channel, text_message(From=sender, Body=body)).status_code == 200


def reply(message: InboundMessage) -> None:
    """Answer as a bot would: in the transaction of the message."""
    assert message.contact
    outbox.queue(message.contact, f"thank you for {message.body}", purpose="reply")


def break_on(word: str) -> object:
    def handle(message: InboundMessage) -> None:
        reply(message)
        if message.body == word:
            raise ValueError(f"cannot read {word}")

    return handle


@pytest.mark.django_db
def test_a_batch_takes_one_message_of_each_sender_oldest_first(sms: Channel) -> None:
    arrive(sms, "a1", "a2", sender="+85512000001")
    arrive(sms, "b1", sender="+85512000002")
    rounds: list[list[str]] = []
    while True:
        rounds.append([])
        if not inbox.process_batch(lambda message: rounds[-1].append(message.body)):
            break
    assert rounds == [["a1", "b1"], ["a2"], []]
    assert set(InboundMessage.objects.values_list("state", flat=True)) == {"done"}


@pytest.mark.django_db
def test_a_flood_from_one_number_keeps_nobody_waiting(sms: Channel) -> None:
    for number in range(30):
        inbox.store(sms, Received(f"flood{number}", "+85512000001", "again"))
    arrive(sms, "help", sender="+85512000002")
    seen: list[str] = []
    inbox.process_batch(lambda message: seen.append(message.body), limit=5)
    assert "help" in seen


@pytest.mark.django_db
def test_a_message_that_breaks_takes_nothing_with_it(sms: Channel) -> None:
    for number, body in enumerate(["one", "poison", "three"]):
        arrive(sms, body, sender=f"+8551200000{number}")
    assert inbox.process_batch(break_on("poison")) == 3  # type: ignore[arg-type]
    assert InboundMessage.objects.filter(state="done").count() == 2
    broken = InboundMessage.objects.get(state="new")
    assert (broken.attempts, broken.last_error[:21]) == (1, "ValueError at test_in")
    assert OutboundMessage.objects.count() == 2


@pytest.mark.django_db
def test_a_message_that_always_breaks_ends_where_a_person_sees_it(
    sms: Channel, travel: Travel
) -> None:
    arrive(sms, "poison", "and more")
    for _ in range(5):
        assert inbox.process_batch(break_on("poison")) == 1  # type: ignore[arg-type]
        travel.forward(minutes=10)
    states = InboundMessage.objects.order_by("id").values_list("state", "attempts")
    assert list(states) == [("dead", 5), ("new", 0)]
    assert inbox.process_batch(break_on("poison")) == 1  # type: ignore[arg-type]
    assert list(states.all()) == [("dead", 5), ("done", 0)]
    dead = list(InboundMessage.objects.filter(state="dead"))
    assert inbox.retry_dead(dead) == 1
    assert inbox.process_batch(reply) == 1


@pytest.mark.django_db
def test_a_later_message_waits_for_the_earlier_one(sms: Channel, travel: Travel) -> None:
    arrive(sms, "poison", "second")
    inbox.process_batch(break_on("poison"))  # type: ignore[arg-type]
    assert inbox.process_batch(reply) == 0, "the second must not overtake"
    travel.forward(seconds=3)
    assert inbox.process_batch(reply) == 1
    assert inbox.process_batch(reply) == 1


@pytest.mark.django_db
def test_a_batch_costs_few_queries(
    sms: Channel, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        inbox.store(sms, Received(f"m{number}", f"+855120000{number:02}", "hello"))
    with django_assert_max_num_queries(9 + 20 * 2):
        assert inbox.process_batch(lambda message: None) == 20


@pytest.mark.django_db
def test_the_database_itself_keeps_what_came(sms: Channel) -> None:
    arrive(sms, "as it was said")
    message = InboundMessage.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        message.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        InboundMessage.objects.filter(pk=message.pk).update(body="as it was not said")
    with connection.cursor() as cursor:
        cursor.execute("SELECT body, sender, raw FROM channels_app_inboundmessage")
        assert "said" not in str(cursor.fetchone())


@pytest.mark.django_db(transaction=True)
def test_eight_deliveries_of_one_message_at_once_are_one_row(sms: Channel) -> None:
    fields = text_message()

    def deliver(_: int) -> int:
        try:
            return int(post(sms, fields).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(deliver, range(8))) == [200] * 8
    assert InboundMessage.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_four_workers_answer_every_message_once_and_in_order(sms: Channel) -> None:
    for number in range(60):
        inbox.store(sms, Received(f"m{number}", f"+8551200000{number % 6}", str(number)))

    def work(_: int) -> None:
        try:
            idle = 0
            while idle < 20:
                idle = 0 if inbox.process_batch(reply, limit=4) else idle + 1
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert not InboundMessage.objects.exclude(state="done").exists()
    assert Contact.objects.count() == 6
    for contact in Contact.objects.all():
        told = [int(text.body.split()[-1]) for text in contact.outbound.order_by("id")]
        assert told == sorted(told)
        assert len(told) == 10


@pytest.mark.django_db(transaction=True)
def test_an_older_message_that_becomes_visible_late_is_never_handled_beside_the_newer(
    sms: Channel,
) -> None:
    """Row locks alone would let it: the newer was claimed when the older could not be seen."""
    inbox.store(sms, Received("newer", "+85512000001", "newer"))
    beside: list[int] = []

    def claim_beside() -> None:
        try:
            inbox.store(sms, Received("late", "+85512000001", "late"))
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE channels_app_inboundmessage SET id = -1 WHERE provider_id = 'late'"
                )
                # Fail rather than hang, should the lock ever go.
                cursor.execute("SET lock_timeout = '2s'")
            beside.append(inbox.process_batch(lambda _: None))
        finally:
            connection.close()

    def handle(_: InboundMessage) -> None:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(claim_beside).result()

    assert inbox.process_batch(handle) == 1
    assert beside == [0]
    assert inbox.process_batch(lambda _: None) == 1
