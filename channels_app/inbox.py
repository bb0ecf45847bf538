"""Received messages: stored once for ever, then handled once, in order, one sender at a time."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import structlog
from django.db import connection, transaction

from channels_app import contacts, faults
from channels_app.evidence import MOST_FILES, InboundMedia
from channels_app.kind import Received
from channels_app.models import Channel, Contact, InboundMessage, InboundState
from timekeeping.now import DatabaseNow

log = structlog.get_logger(__name__)

# Five tries; the waits are short because the sender's later messages wait too.
WAITS = (timedelta(seconds=2), timedelta(seconds=10), timedelta(seconds=60), timedelta(minutes=5))

STORE = """
INSERT INTO channels_app_inboundmessage
    (channel_id, provider_id, sender, sender_hash, body, raw, media_count, provider_at,
     payload, ref, is_edit, state, attempts, last_error)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (channel_id, provider_id) DO NOTHING RETURNING id, received_at
"""
# The same for many at once: one column an array, so that the statement is the same at any size.
STORE_ALL = """
INSERT INTO channels_app_inboundmessage
    (channel_id, provider_id, sender, sender_hash, body, raw, media_count, provider_at,
     payload, ref, is_edit, state, attempts, last_error)
SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],
    %s::smallint[], %s::timestamptz[], %s::text[], %s::text[], %s::boolean[], %s::text[],
    %s::smallint[], %s::text[])
ON CONFLICT (channel_id, provider_id) DO NOTHING
"""
# With files: their rows in the same statement, so that no message can be there without them.
STORE_WITH_MEDIA = f"""
WITH stored AS ({STORE_ALL} RETURNING id, received_at, channel_id, provider_id),
files AS (
    INSERT INTO channels_app_inboundmedia
        (message_id, index, kind, reference, content_type, size, state, attempts, last_error,
         sha256)
    SELECT stored.id, told.index, told.kind, told.reference, told.content_type, told.size,
           'new', 0, '', ''
    FROM unnest(%s::bigint[], %s::text[], %s::smallint[], %s::text[], %s::text[], %s::text[],
                %s::integer[])
        AS told(channel_id, provider_id, index, kind, reference, content_type, size)
    JOIN stored USING (channel_id, provider_id)
    ON CONFLICT (message_id, index) DO NOTHING
)
SELECT id, received_at FROM stored
"""  # noqa: S608 - put together from constants alone
WRITTEN = (
    "channel", "provider_id", "sender", "sender_hash", "body", "raw", "media_count", "provider_at",
    "payload", "ref", "is_edit", "state", "attempts", "last_error",
)  # fmt: skip

LARGEST_SIZE = 2**31 - 1
SEALED: Any = InboundMedia._meta.get_field("reference")  # noqa: SLF001 - as in _field

# The heads of the senders' queues: a message whose sender has an older one waiting is none, and
# 10,000 messages from one number stand for one. The lock is the second half: an older message
# may become visible after a newer one was claimed.
# `raw` stays where it is: it is large, and only an investigation reads it.
CLAIM = """
WITH moment AS MATERIALIZED (SELECT samleng_now() AS now),
oldest AS MATERIALIZED (
    SELECT DISTINCT ON (channel_id, sender_hash) id
    FROM channels_app_inboundmessage WHERE state = 'new'
    ORDER BY channel_id, sender_hash, id
),
head AS MATERIALIZED (
    SELECT id, channel_id, sender_hash
    FROM channels_app_inboundmessage message JOIN oldest USING (id)
    WHERE state = 'new' AND next_try_at <= (SELECT now FROM moment)
    ORDER BY next_try_at, id LIMIT %s
    FOR UPDATE OF message SKIP LOCKED
),
mine AS MATERIALIZED (
    SELECT id FROM head
    WHERE pg_try_advisory_xact_lock(
        hashtextextended('sender:' || channel_id || ':' || sender_hash, 0))
)
SELECT message.id, message.channel_id, provider_id, sender, message.sender_hash, body,
       media_count, payload, ref, is_edit, provider_at, received_at, contact_id, state, attempts,
       next_try_at, last_error, processed_at
FROM channels_app_inboundmessage message JOIN mine USING (id) ORDER BY message.id
"""


def store(channel: Channel, event: Received) -> InboundMessage | None:
    """Write a message unless we have it; None for a repeat. One statement, commits by itself."""
    message = _message(channel, event)
    with connection.cursor() as cursor:
        if event.media:
            cursor.execute(STORE_WITH_MEDIA, _columns([(channel, event)]))
        else:
            cursor.execute(STORE, _values(message))
        row = cursor.fetchone()
    if row is None:
        log.info("inbound_repeated", channel_id=channel.pk)
        return None
    message.pk, message.received_at = row
    return message


def store_all(arrivals: Sequence[tuple[Channel, Received]]) -> int:
    """Write many messages in one statement and one commit, and give the number of new ones."""
    with_media = any(event.media for _, event in arrivals)
    with connection.cursor() as cursor:
        cursor.execute(STORE_WITH_MEDIA if with_media else STORE_ALL, _columns(arrivals))
        stored: int = cursor.rowcount
    if stored < len(arrivals):
        log.info("inbound_repeated", count=len(arrivals) - stored)
    return stored


def process_batch(handle: Callable[[InboundMessage], None], *, limit: int = 50) -> int:
    """Handle waiting messages, oldest first, and give their number.

    One transaction for the batch, a savepoint for each message: what `handle` wrote and the
    message's state are stored together or not at all, and a message that cannot be handled
    takes nothing with it. `handle` finds `message.contact` set.
    """
    with transaction.atomic():
        messages = claim(limit)
        faults.point("inbox.claimed")
        handled = [message for message in messages if _handled(message, handle)]
        faults.point("inbox.handled")
        _finish(handled)
        faults.point("inbox.recorded")
    return len(messages)


def claim(limit: int = 50) -> list[InboundMessage]:
    """Lock the oldest waiting message of up to `limit` senders until the transaction ends."""
    messages = list(InboundMessage.objects.raw(CLAIM, [limit]))
    if not messages:
        return []
    channels = Channel.objects.in_bulk({message.channel_id for message in messages})
    for message in messages:
        message.channel = channels[message.channel_id]
    contacts.attach(messages)
    return messages


def edited(message: InboundMessage) -> InboundMessage | None:
    """Give the message that an edit is of, as it first came; None where we never had it."""
    if not (message.is_edit and message.ref):
        return None
    same = InboundMessage.objects.filter(
        channel=message.channel_id, sender_hash=message.sender_hash, ref=message.ref
    )
    return same.filter(is_edit=False, pk__lt=message.pk).order_by("pk").first()


def done(message: InboundMessage, contact: Contact) -> None:
    """Take a claimed message out of the queue."""
    message.contact = contact
    _finish([message])


def failed(message: InboundMessage, error: Exception) -> None:
    """Put a claimed message back for later; after the last try it waits for a person."""
    message.attempts += 1
    message.last_error = _where(error)
    dead = message.attempts > len(WAITS)
    wait = timedelta(0) if dead else WAITS[message.attempts - 1]
    message.state = InboundState.DEAD if dead else InboundState.NEW
    InboundMessage.objects.filter(pk=message.pk).update(
        attempts=message.attempts,
        last_error=message.last_error,
        state=message.state,
        contact=message.contact,
        next_try_at=DatabaseNow() + wait,
    )
    log.error(
        "inbound_dead" if dead else "inbound_failed",
        message_id=message.pk,
        attempt=message.attempts,
        reason=message.last_error,
    )


def retry_dead(messages: Sequence[InboundMessage]) -> int:
    """Let dead messages be handled again, once somebody has mended the cause."""
    return InboundMessage.objects.filter(
        pk__in=[message.pk for message in messages], state=InboundState.DEAD
    ).update(state=InboundState.NEW, attempts=0, next_try_at=DatabaseNow())


def _message(channel: Channel, event: Received) -> InboundMessage:
    return InboundMessage(
        channel=channel,
        provider_id=event.provider_id,
        sender=event.sender,
        sender_hash=contacts.address_hash(channel, event.sender, provider_id=event.provider_id),
        body=event.body,
        raw=event.raw,
        media_count=event.media_count,
        provider_at=event.provider_at,
        payload=event.payload,
        ref=event.ref,
        is_edit=event.is_edit,
    )


def _columns(arrivals: Sequence[tuple[Channel, Received]]) -> list[list[Any]]:
    """Give the arrays of STORE_ALL, and behind them those of the files where there are some."""
    rows = [_values(_message(channel, event)) for channel, event in arrivals]
    columns = [list(column) for column in zip(*rows, strict=True)]
    files = [
        (channel.pk, event.provider_id, index, file.kind, SEALED.get_prep_value(file.reference),
         file.content_type[:100], None if file.size is None else min(file.size, LARGEST_SIZE))
        for channel, event in arrivals
        for index, file in enumerate(event.media[:MOST_FILES])
    ]  # fmt: skip
    return [*columns, *([list(column) for column in zip(*files, strict=True)])]


def _values(message: InboundMessage) -> list[Any]:
    fields = [_field(name) for name in WRITTEN]
    return [field.get_db_prep_save(getattr(message, field.attname), connection) for field in fields]


def _field(name: str) -> Any:
    return InboundMessage._meta.get_field(name)  # noqa: SLF001 - the documented way to a field


def _handled(message: InboundMessage, handle: Callable[[InboundMessage], None]) -> bool:
    try:
        with transaction.atomic():
            handle(message)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other messages go on
        failed(message, error)
        return False
    return True


def _finish(messages: list[InboundMessage]) -> None:
    if not messages:
        return
    pairs = {message.pk: message.contact_id for message in messages}
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE channels_app_inboundmessage message"
            " SET state = 'done', contact_id = pair.contact, processed_at = samleng_now()"
            " FROM unnest(%s::bigint[], %s::bigint[]) AS pair(id, contact)"
            " WHERE message.id = pair.id",
            [list(pairs), list(pairs.values())],
        )
    for message in messages:
        message.state = InboundState.DONE


def _where(error: Exception) -> str:
    """Name an error and its place; its own words may quote the person."""
    trace = error.__traceback__
    place = ""
    while trace:
        place = f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"[:200]
