"""What a browser is shown: the words of both sides, in order, from a moment on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from channels_app import buttons, contacts
from channels_app.models import Channel, Contact, InboundMessage, OutboundMessage
from timekeeping.now import now

# What has been handed over, in the states that a browser can have brought about.
HANDED_OVER: Final = ("accepted", "sent", "delivered", "read")
NOT_YET_THERE: Final = ("accepted", "sent")
# A row's instant is a little older than the moment at which others can see it.
OVERLAP: Final = timedelta(seconds=10)
# What a phone loads when a conversation is opened again.
MOST: Final = 60


# What a floor above puts into a text only while it is shown, such as a code that may stand in no
# stored body: each gets the row and its text, and gives the text.
FILLERS: Final[list[Callable[[OutboundMessage, str], str]]] = []


@dataclass(frozen=True)
class Line:
    """One message on the screen."""

    id: str
    is_mine: bool
    text: str
    at: datetime
    buttons: tuple[tuple[str, str], ...] = ()
    files: int = 0

    def as_json(self) -> dict[str, Any]:
        """Give it as the browser reads it; short names, for some pay for each kilobyte."""
        told: dict[str, Any] = {
            "id": self.id,
            "me": self.is_mine,
            "text": self.text,
            "at": int(self.at.timestamp() * 1000),
        }
        if self.buttons:
            told["buttons"] = [list(button) for button in self.buttons]
        return told | ({"files": self.files} if self.files else {})


def since(channel: Channel, session_id: str, cursor: str) -> tuple[list[Line], str]:
    """Give what is new since a cursor, and the next cursor; without one, the latest lines.

    A text of ours that the browser has not confirmed comes again whatever the cursor says.
    """
    moment, start = now(), _moment(cursor)
    hashed = contacts.address_hash(channel, session_id)
    contact = Contact.objects.filter(channel=channel, address_hash=hashed).first()
    lines = [*_theirs(channel, contact, hashed, start), *_ours(contact, start)]
    lines.sort(key=lambda line: line.at)
    return lines, str(int(moment.timestamp() * 1000))


def one(channel: Channel, session_id: str, uuid: UUID) -> Line | None:
    """Give one text of ours once it is handed over."""
    hashed = contacts.address_hash(channel, session_id)
    found = OutboundMessage.objects.filter(
        uuid=uuid,
        channel=channel,
        contact__address_hash=hashed,
        contact__channel=channel,
        state__in=HANDED_OVER,
    ).first()
    return _line(found) if found else None


def _theirs(
    channel: Channel, contact: Contact | None, hashed: str, start: datetime | None
) -> Iterable[Line]:
    # By its contact once it is handled, by its sender while it waits: each has an index.
    waiting = Q(channel=channel, sender_hash=hashed, state="new")
    for place in (waiting, Q(contact=contact)) if contact else (waiting,):
        rows = InboundMessage.objects.filter(place, is_edit=False).defer("raw", "sender")
        if place is not waiting:
            rows = rows.exclude(state="new")
        if start:
            rows = rows.filter(received_at__gte=start)
        for row in rows.order_by("-pk")[:MOST]:
            yield Line(row.provider_id, True, row.body, row.received_at, files=row.media_count)


def _ours(contact: Contact | None, start: datetime | None) -> Iterable[Line]:
    if contact is None:
        return
    rows = OutboundMessage.objects.filter(contact=contact, state__in=HANDED_OVER)
    if start:
        rows = rows.filter(Q(accepted_at__gte=start) | Q(state__in=NOT_YET_THERE))
    for row in rows.order_by("-pk")[:MOST]:
        yield _line(row)


def _line(row: OutboundMessage) -> Line:
    offered = tuple((one.label, one.payload) for one in buttons.unpacked(row.buttons))
    text = row.body
    for fill in FILLERS:
        text = fill(row, text)
    return Line(str(row.uuid), False, text, row.accepted_at or row.created_at, offered)


def _moment(cursor: str) -> datetime | None:
    """Read a cursor; one that we did not make is none."""
    if not (cursor.isascii() and cursor.isdecimal()) or len(cursor) > len("1000000000000"):
        return None
    return datetime.fromtimestamp(int(cursor) / 1000, UTC) - OVERLAP
