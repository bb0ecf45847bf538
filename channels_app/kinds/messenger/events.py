"""What Messenger tells: batches, each event read by itself, so that a bad one costs no other."""

import hashlib
from typing import Any, Final

import structlog

from channels_app.evidence import MediaKind
from channels_app.kind import Event, Malformed, Media, Received, Status, Wish
from channels_app.models import OutboundState
from channels_app.reading import document, moment, number, part, parts, text

log = structlog.get_logger(__name__)

LONGEST_ID: Final = 100
FILES: Final = {
    "audio": MediaKind.VOICE,
    "image": MediaKind.PHOTO,
    "video": MediaKind.VIDEO,
    "file": MediaKind.FILE,
}
# The thumb in its three sizes: people say yes with it.
THUMBS: Final = frozenset({369239263222822, 369239343222814, 369239383222810})
WISHES: Final = {"STOP_NOTIFICATIONS": True, "RESUME_NOTIFICATIONS": False}
THOUSANDTHS: Final = 1000


def events(body: bytes, *, page_id: str) -> list[Event]:
    """Read a batch; Malformed when nothing in it can be read.

    One address serves all pages of an app: what came to another page is not this channel's.
    """
    batch = document(body)
    if text(batch, "object") != "page":
        raise Malformed
    found: list[Event] = []
    unread = 0
    for entry in parts(batch, "entry"):
        if text(entry, "id") not in {"", page_id}:
            log.warning("messenger_other_page")
            continue
        for item in parts(entry, "messaging"):
            try:
                found += _item(item)
            except Malformed:
                unread += 1
    if unread:
        log.warning("messenger_items_malformed", count=unread)
    if unread and not found:
        raise Malformed
    return found


def short(mid: str) -> str:
    """Give an id of theirs in the length of our columns, the same one each time."""
    return mid if len(mid) <= LONGEST_ID else f"h_{hashlib.sha256(mid.encode()).hexdigest()}"


def _item(item: Any) -> list[Event]:
    if not isinstance(item, dict):
        raise Malformed
    sender = text(part(item, "sender"), "id")
    if "message" in item:
        return _message(_known(sender), part(item, "message"), item)
    if part(item, "message_edit"):
        return _edit(_known(sender), part(item, "message_edit"), item)
    if part(item, "postback"):
        return _postback(_known(sender), part(item, "postback"), item)
    if part(item, "delivery"):
        mids = (text({"mid": mid}, "mid") for mid in parts(part(item, "delivery"), "mids"))
        return [
            Status(short(mid), None, "delivered", OutboundState.DELIVERED) for mid in mids if mid
        ]
    if part(item, "optin"):
        return _wish(_known(sender), part(item, "optin"), item)
    # Read marks name no message; reactions, referrals and the like say nothing to us.
    return []


def _message(sender: str, message: dict[str, Any], item: dict[str, Any]) -> list[Event]:
    if message.get("is_echo"):
        return []  # What the page itself wrote.
    mid = _known(text(message, "mid"))
    attachments = parts(message, "attachments")
    media = tuple(found for attachment in attachments for found in _media(attachment))
    said = [text(message, "text"), *map(_instead, attachments)]
    return [
        Received(
            short(mid),
            sender,
            "\n".join(line for line in said if line),
            raw=item,
            media_count=len(media),
            provider_at=_at(item),
            payload=text(part(message, "quick_reply"), "payload"),
            ref=short(mid),
            media=media,
        )
    ]


def _media(attachment: Any) -> list[Media]:
    payload = part(attachment, "payload")
    kind, url = FILES.get(text(attachment, "type")), text(payload, "url")
    # A sticker is a picture that says something and shows nothing.
    if kind is None or not url or "sticker_id" in payload:
        return []
    return [Media(kind, url)]


def _instead(attachment: Any) -> str:
    """Give words for what is neither text nor file: a place, a link, a thumb."""
    payload, kind = part(attachment, "payload"), text(attachment, "type")
    if kind == "location":
        place = part(payload, "coordinates")
        degrees = place.get("lat"), place.get("long")
        if all(isinstance(degree, int | float) for degree in degrees):
            return f"{degrees[0]:.5f}, {degrees[1]:.5f}"
    if kind == "fallback":
        lines = (text(attachment, "title") or text(payload, "title"),
                 text(attachment, "url") or text(payload, "url"))  # fmt: skip
        return "\n".join(line for line in lines if line)
    return "👍" if number(payload, "sticker_id") in THUMBS else ""


def _edit(sender: str, edit: dict[str, Any], item: dict[str, Any]) -> list[Event]:
    mid = _known(text(edit, "mid"))
    # It comes as a number or, in their own example, as a text.
    times = str(edit.get("num_edit", ""))[:10]
    return [
        Received(
            short(f"{mid}:edit:{text({'times': times}, 'times')}"),
            sender,
            text(edit, "text"),
            raw=item,
            provider_at=_at(item),
            ref=short(mid),
            is_edit=True,
        )
    ]


def _postback(sender: str, postback: dict[str, Any], item: dict[str, Any]) -> list[Event]:
    payload = text(postback, "payload")
    told = f"{sender}:{item.get('timestamp')}:{payload}"
    mid = text(postback, "mid") or f"p_{hashlib.sha256(told.encode()).hexdigest()}"
    said = text(postback, "title") or payload
    return [Received(short(mid), sender, said, raw=item, provider_at=_at(item), payload=payload)]


def _wish(sender: str, optin: dict[str, Any], item: dict[str, Any]) -> list[Event]:
    word = text(optin, "notification_messages_status")
    if word not in WISHES:
        return []
    told = f"{sender}:{item.get('timestamp')}:{word}"
    provider_id = f"w_{hashlib.sha256(told.encode()).hexdigest()}"
    return [Wish(provider_id, sender, WISHES[word], word)]


def _known(value: str) -> str:
    if not value:
        raise Malformed
    return value


def _at(item: dict[str, Any]) -> Any:
    told = number(item, "timestamp")
    return moment(None if told is None else told / THOUSANDTHS)
