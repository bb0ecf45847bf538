"""Outgoing messages: queued with the event they tell of, claimed with a lease, sent, recorded."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from django.db.models import Case, F, Value, When
from django.db.models.functions import Least

from channels_app import buttons as buttons_of
from channels_app import registry
from channels_app.kind import Button
from channels_app.models import Contact, OutboundMessage, OutboundState
from timekeeping.now import DatabaseNow, now

# The person asked for this very answer: it goes out even after STOP.
COMMAND = "command"


def queue(
    contact: Contact,
    body: str,
    *,
    purpose: str,
    lane: int = 5,
    expires_after_s: int | None = None,
    not_before: datetime | None = None,
    buttons: Sequence[Button] = (),
) -> list[OutboundMessage]:
    """Write a text into the outbox, in the caller's transaction; several rows only above the cap.

    Lower lanes go first. A person who told us to stop, or whom the channel cannot or may not
    reach, gets rows in state `suppressed` with the reason as their error code. Buttons stand under
    the last row; a kind that cannot show them gets them as numbered lines of the text.
    """
    kind = registry.get(contact.channel.kind)
    native = kind.takes(tuple(buttons))
    text = kind.prepare(body if native else buttons_of.numbered(body, buttons))
    held = _why_held(contact, purpose)
    moment = now() if not_before or expires_after_s else None
    start = max(moment, not_before) if moment and not_before else moment
    group = uuid4()
    rows = []
    for sequence, piece in enumerate(kind.cut(text)):
        segments = kind.segments(piece)
        row = OutboundMessage(
            channel=contact.channel,
            contact=contact,
            body=piece,
            group=group,
            sequence=sequence,
            purpose=purpose,
            encoding=segments.encoding,
            parts=segments.parts,
            lane=lane,
            state=OutboundState.SUPPRESSED if held else OutboundState.QUEUED,
            error_code=held,
        )
        if start and not_before:
            row.next_try_at = start
        if start and expires_after_s:
            row.expires_at = start + timedelta(seconds=expires_after_s)
        rows.append(row)
    if native:
        rows[-1].buttons = buttons_of.packed(buttons)
    return OutboundMessage.objects.bulk_create(rows)


def _why_held(contact: Contact, purpose: str) -> str:
    if contact.stopped_at and purpose != COMMAND:
        return "stopped"
    kind = registry.get(contact.channel.kind)
    if not contact.channel.is_active:
        return "channel-off"
    return "" if kind.reaches(contact.channel, contact.address) else "out-of-reach"


def claim_accepted_unheard(limit: int = 100) -> list[OutboundMessage]:
    """Lock messages that the provider took and whose case has not heard of it, oldest first."""
    return list(
        OutboundMessage.objects.select_for_update(skip_locked=True)
        .filter(accepted_at__isnull=False, heard_at__isnull=True)
        .order_by("accepted_at", "id")[:limit]
    )


def mark_heard(messages: Sequence[OutboundMessage]) -> None:
    """Record that the floor above knows; in the transaction that claimed them."""
    OutboundMessage.objects.filter(pk__in=[message.pk for message in messages]).update(
        heard_at=DatabaseNow()
    )


def cancel(messages: Sequence[OutboundMessage]) -> int:
    """Take back what has not left, and give how many that were or may turn out to be.

    What may have left already is looked up all the same, but runs out at once: when the provider
    does not have it, it is not sent again.
    """
    waiting, under_way = ("queued", "retry_wait"), ("leased", "unknown")
    # One statement: a message that moves from one to the other meanwhile is not missed.
    return OutboundMessage.objects.filter(
        pk__in=[message.pk for message in messages], state__in=(*waiting, *under_way)
    ).update(
        state=Case(
            When(state__in=waiting, then=Value(OutboundState.CANCELLED)), default=F("state")
        ),
        expires_at=Least("expires_at", DatabaseNow()),
    )
