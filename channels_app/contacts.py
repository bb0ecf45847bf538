"""Who is at an address of a channel, found without a race, and whether they told us to stop."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Q

from channels_app import registry
from channels_app.identity import keyed_hash, normalise_phone, phone_hash
from channels_app.models import Channel, Contact, InboundMessage
from timekeeping.now import DatabaseNow


def address_hash(channel: Channel, address: str, *, provider_id: str = "") -> str:
    """The hash that an address of this channel is found under.

    Only where addresses are phone numbers are they read as such: two people's numbers at
    another provider may well be one and the same telephone number.

    Nobody's address is a person of its own each time: those who hide their number must
    not meet in one thread.
    """
    if not address:
        return keyed_hash(f"nobody:{provider_id}")
    by_phone = registry.get(channel.kind).by_phone
    return phone_hash(address) if by_phone else keyed_hash(f"{channel.kind}:{address}")


def find_or_make(channel: Channel, address: str) -> Contact:
    """Give the contact at an address that we know or were told, such as at a desk."""
    hashed = address_hash(channel, address)
    fresh = Contact(channel=channel, address=address, address_hash=hashed)
    Contact.objects.bulk_create([fresh], ignore_conflicts=True)
    return Contact.objects.get(channel=channel, address_hash=hashed)


def for_phone(phone: str) -> Contact | None:
    """Give the contact at a number that somebody told us; None where no channel reaches it."""
    number = normalise_phone(phone)
    for channel in Channel.objects.filter(is_active=True).order_by("pk"):
        kind = registry.get(channel.kind)
        if kind.by_phone and kind.reaches(channel, number):
            return find_or_make(channel, number)
    return None


def attach(messages: Iterable[InboundMessage]) -> None:
    """Set each message's contact, making the missing ones; two queries for a whole batch."""
    wanted = {(message.channel_id, message.sender_hash): message for message in messages}
    found = _at(wanted)
    missing = [
        Contact(channel_id=channel, address=message.sender, address_hash=hashed)
        for (channel, hashed), message in wanted.items()
        if (channel, hashed) not in found
    ]
    if missing:
        # In one order everywhere, so that two workers cannot wait for each other.
        missing.sort(key=lambda contact: (contact.channel_id, contact.address_hash))
        Contact.objects.bulk_create(missing, ignore_conflicts=True)
        known = set(found)
        found = _at(wanted)
        for key in found.keys() - known:
            found[key].is_new = True
    for message in messages:
        message.contact = found[message.channel_id, message.sender_hash]
        message.contact.channel = message.channel


def _at(keys: Iterable[tuple[int, str]]) -> dict[tuple[int, str], Contact]:
    places = Q(pk__in=[])
    by_channel: dict[int, list[str]] = {}
    for channel, hashed in keys:
        by_channel.setdefault(channel, []).append(hashed)
    for channel, hashes in by_channel.items():
        places |= Q(channel_id=channel, address_hash__in=hashes)
    contacts = Contact.objects.filter(places)
    return {(contact.channel_id, contact.address_hash): contact for contact in contacts}


def stop(contact: Contact) -> None:
    """Record that the person told us to stop; the first time counts."""
    Contact.objects.filter(pk=contact.pk, stopped_at__isnull=True).update(stopped_at=DatabaseNow())
    contact.refresh_from_db(fields=["stopped_at"])


def start(contact: Contact) -> None:
    """Record that the person wants to hear from us again."""
    Contact.objects.filter(pk=contact.pk).update(stopped_at=None)
    contact.stopped_at = None


def lock(contact: Contact) -> None:
    """Wait until nobody else works for this person; held until the transaction ends.

    For a verb that starts at a desk or a screen: the inbox takes the same lock.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"sender:{contact.channel_id}:{contact.address_hash}"],
        )
