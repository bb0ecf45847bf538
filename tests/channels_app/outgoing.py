"""What the tests of the outbox do to a message."""

from channels_app import outbox, worker
from channels_app.models import Contact, OutboundMessage


def queue(contact: Contact, body: str = "ជំរាបសួរ", **options: object) -> OutboundMessage:
    (message,) = outbox.queue(contact, body, purpose="reply", **options)  # type: ignore[arg-type]
    return message


def drain() -> None:
    while worker.run_once():
        pass


def fresh(message: OutboundMessage) -> OutboundMessage:
    return OutboundMessage.objects.get(pk=message.pk)
