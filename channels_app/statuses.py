"""What providers tell about our messages: kept whole, and only ever moving a message forward."""

from django.db import IntegrityError, transaction
from django.db.models.functions import Coalesce

from channels_app import contacts
from channels_app.kind import Status, Wish
from channels_app.models import Channel, DeliveryStatus, OutboundMessage, OutboundState
from timekeeping.now import DatabaseNow

# The states that a callback may move a message out of, by the state that it tells. What we
# ended ourselves, and what ended well, no callback brings back.
WAITING = ("queued", "leased", "retry_wait", "unknown")
FROM: dict[str, tuple[str, ...]] = {
    OutboundState.ACCEPTED: WAITING,
    OutboundState.SENT: (*WAITING, "accepted"),
    OutboundState.DELIVERED: (*WAITING, "accepted", "sent"),
    OutboundState.READ: (*WAITING, "accepted", "sent", "delivered"),
    OutboundState.FAILED: (*WAITING, "accepted", "sent"),
    OutboundState.CANCELLED: (*WAITING, "accepted", "sent"),
}
ARRIVED = ("delivered", "read")
ENDED = ("failed", "cancelled", "expired", "suppressed")
# A callback without our uuid may come before we know the provider's id.
PARKED_HOURS = 24
PARKED = f"""
SELECT parked.id, parked.channel_id, parked.provider_id, parked.status, parked.state,
       parked.error_code, message.id AS message_id
FROM channels_app_deliverystatus parked
JOIN channels_app_outboundmessage message
  ON message.channel_id = parked.channel_id AND message.provider_id = parked.provider_id
WHERE parked.outbound_id IS NULL AND parked.provider_id <> ''
  AND parked.received_at > (SELECT samleng_now()) - interval '{PARKED_HOURS} hours'
ORDER BY parked.id LIMIT 200 FOR UPDATE OF parked SKIP LOCKED
"""  # noqa: S608 - the only value is our own constant


def take(channel: Channel, event: Status) -> None:
    """Keep a callback and let it move its message, or park it when we know no such message."""
    message = _message_of(channel, event)
    try:
        with transaction.atomic():
            agrees = message is None or _move(message, event)
            _keep(channel, message, event, is_anomaly=not agrees)
    except IntegrityError:
        # The id is another message's already: the provider contradicts itself.
        _keep(channel, message, event, is_anomaly=True)


@transaction.atomic
def heed(channel: Channel, wish: Wish) -> None:
    """Stop or start writing to a person who told the provider; each telling counts once.

    A provider tells things twice, and late: an old "stop" after a new "start" changes nothing.
    """
    contact = contacts.find_or_make(channel, wish.sender)
    contacts.lock(contact)
    told = DeliveryStatus.objects.filter(
        channel=channel, provider_id=wish.provider_id, outbound__isnull=True
    )
    if told.exists():
        return
    _keep(channel, None, Status(wish.provider_id, None, wish.word, ""), is_anomaly=False)
    if wish.stopped:
        contacts.stop(contact)
    else:
        contacts.start(contact)


def _keep(
    channel: Channel, message: OutboundMessage | None, event: Status, *, is_anomaly: bool
) -> None:
    DeliveryStatus.objects.create(
        channel=channel,
        outbound=message,
        provider_id=event.provider_id,
        status=event.status,
        state=event.state,
        error_code=event.error_code,
        is_anomaly=is_anomaly,
    )


@transaction.atomic
def match_parked() -> int:
    """Give parked callbacks to the messages whose provider id has become known meanwhile."""
    parked = list(DeliveryStatus.objects.raw(PARKED))
    for status in parked:
        message = OutboundMessage.objects.get(pk=vars(status)["message_id"])
        event = Status(status.provider_id, None, status.status, status.state, status.error_code)
        DeliveryStatus.objects.filter(pk=status.pk).update(
            outbound=message, is_anomaly=not _move(message, event)
        )
    return len(parked)


def _message_of(channel: Channel, event: Status) -> OutboundMessage | None:
    messages = OutboundMessage.objects.filter(channel=channel).defer("body")
    if event.outbound_uuid:
        message = messages.filter(uuid=event.outbound_uuid).first()
        if message:
            return message
    return messages.filter(provider_id=event.provider_id).first()


def _move(message: OutboundMessage, event: Status) -> bool:
    """Move a message where the order of states allows it; False when the two contradict.

    The condition stands in the UPDATE itself: two callbacks at once cannot overtake.
    """
    if message.provider_id and message.provider_id != event.provider_id:
        # The provider has two of this message: it was sent twice.
        return False
    if event.stopped:
        contacts.stop(message.contact)
    values: dict[str, object] = {"state": event.state, "provider_id": event.provider_id}
    # Whatever became of it, the provider had it.
    values["accepted_at"] = Coalesce("accepted_at", DatabaseNow())
    if event.state in ARRIVED:
        values["delivered_at"] = Coalesce("delivered_at", DatabaseNow())
    if event.error_code:
        values["error_code"] = event.error_code
    rows = OutboundMessage.objects.filter(pk=message.pk)
    if rows.filter(state__in=FROM.get(event.state, ())).update(**values):
        return True
    state = rows.values_list("state", flat=True).get()
    undone = event.state in ENDED and state in ARRIVED
    return not undone and not (event.state in ARRIVED and state in ENDED)
