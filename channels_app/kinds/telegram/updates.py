"""What Telegram tells: updates, read into events. Only private chats are heard."""

from typing import Any, Final

from channels_app.evidence import MediaKind
from channels_app.kind import Event, Malformed, Media, Received, Wish
from channels_app.reading import document, moment, number, part, parts, text

# Asked for when the webhook is set: nothing else is sent to us.
ALLOWED: Final = ("message", "edited_message", "callback_query", "my_chat_member")
FILES: Final = {
    "voice": MediaKind.VOICE,
    "audio": MediaKind.VOICE,
    "animation": MediaKind.VIDEO,
    "video": MediaKind.VIDEO,
    "video_note": MediaKind.VIDEO,
    "document": None,  # What it is stands in its type.
}
# What happens to a chat and not in it; nobody said anything.
SERVICE: Final = frozenset(
    {
        "pinned_message",
        "message_auto_delete_timer_changed",
        "connected_website",
        "write_access_allowed",
        "chat_background_set",
        "boost_added",
        "users_shared",
        "chat_shared",
    }
)
WISHES: Final = {"kicked": True, "member": False}
START: Final = "/start"


def events(body: bytes) -> list[Event]:
    """Read one update; Malformed without its number, nothing for what concerns nobody."""
    update = document(body)
    update_id = number(update, "update_id")
    if update_id is None:
        raise Malformed
    provider_id = str(update_id)
    if "message" in update:
        return _message(provider_id, part(update, "message"), is_edit=False)
    if "edited_message" in update:
        return _message(provider_id, part(update, "edited_message"), is_edit=True)
    if "callback_query" in update:
        return _pressed(provider_id, part(update, "callback_query"))
    return _membership(provider_id, part(update, "my_chat_member"))


def pressed_id(body: bytes) -> str:
    """Give the id under which Telegram waits to hear that a button worked; "" for none."""
    return text(part(document(body), "callback_query"), "id")


def _message(provider_id: str, message: dict[str, Any], *, is_edit: bool) -> list[Event]:
    chat = _private(message)
    if not chat or SERVICE & message.keys():
        return []
    media = tuple(_media(message))
    body, payload = _words(message), ""
    if body.startswith(f"{START} "):
        # A link t.me/name?start=word: pressing Start sends the word along.
        body, _, payload = body.partition(" ")
    written = number(message, "edit_date") if is_edit else number(message, "date")
    return [
        Received(
            provider_id,
            chat,
            body,
            raw=message,
            media_count=len(media),
            provider_at=moment(written),
            payload=payload.strip(),
            ref=str(number(message, "message_id") or ""),
            is_edit=is_edit,
            media=media,
        )
    ]


def _words(message: dict[str, Any]) -> str:
    """Give what was said, or what stands for it where no words were used."""
    said = text(message, "text") or text(message, "caption")
    return said or "\n".join(_instead(message))


def _instead(message: dict[str, Any]) -> list[str]:
    person, venue = part(message, "contact"), part(message, "venue")
    place = part(message, "location") or part(venue, "location")
    name = " ".join(filter(None, (text(person, "first_name"), text(person, "last_name"))))
    lines = [
        name,
        text(person, "phone_number"),
        text(venue, "title"),
        text(venue, "address"),
        position(place.get("latitude"), place.get("longitude")),
        text(part(message, "sticker"), "emoji"),
        text(part(message, "dice"), "emoji"),
        text(part(message, "poll"), "question"),
    ]
    return [line for line in lines if line]


def position(latitude: Any, longitude: Any) -> str:
    """Give a position as people copy it into a map."""
    if not all(isinstance(degrees, int | float) for degrees in (latitude, longitude)):
        return ""
    return f"{latitude:.5f}, {longitude:.5f}"


def _media(message: dict[str, Any]) -> list[Media]:
    found = []
    sizes = [size for size in parts(message, "photo") if text(size, "file_id")]
    if sizes:
        largest = max(sizes, key=_area)
        size = number(largest, "file_size")
        found.append(Media(MediaKind.PHOTO, text(largest, "file_id"), "image/jpeg", size))
    for name, kind in FILES.items():
        file = part(message, name)
        if name == "document" and "animation" in message:
            continue  # Told a second time, for programs that know no animations.
        if text(file, "file_id"):
            told = text(file, "mime_type")
            size = number(file, "file_size")
            found.append(Media(kind or MediaKind.of_type(told), text(file, "file_id"), told, size))
    return found


def _area(size: Any) -> int:
    return (number(size, "width") or 0) * (number(size, "height") or 0)


def _pressed(provider_id: str, query: dict[str, Any]) -> list[Event]:
    person = number(part(query, "from"), "id")
    message = part(query, "message")
    payload = text(query, "data")
    if person is None or not payload or (message and not _private(message)):
        return []
    label = _label(message, payload)
    return [Received(provider_id, str(person), label or payload, raw=query, payload=payload)]


def _label(message: dict[str, Any], payload: str) -> str:
    """Give the words on the button that was pressed; an old message no longer has them."""
    for row in parts(part(message, "reply_markup"), "inline_keyboard"):
        for button in row if isinstance(row, list) else []:
            if text(button, "callback_data") == payload:
                return text(button, "text")
    return ""


def _membership(provider_id: str, change: dict[str, Any]) -> list[Event]:
    """Tell of a person who blocked us, or let us in again."""
    chat, word = _private(change), text(part(change, "new_chat_member"), "status")
    if not chat or word not in WISHES:
        return []
    return [Wish(f"update:{provider_id}", chat, WISHES[word], word)]


def _private(told: dict[str, Any]) -> str:
    """Give the chat of one person; "" for groups, where others read what we would answer."""
    chat = part(told, "chat")
    chat_id = number(chat, "id")
    return str(chat_id) if text(chat, "type") == "private" and chat_id and chat_id > 0 else ""
