"""Updates in the shapes that the Bot API's documentation gives, and a Bot API of our own."""

import itertools
import json
from typing import Any

from django.test import Client

from channels_app.models import Channel
from tests.channels_app.json_peer import Asked, Peer, Reply

TOKEN = "700000001:a-token-of-the-tests"
SECRET = "a_secret-of-the-tests"
PERSON = 8551234567
COUNTER = itertools.count(1)
BROWSER = Client()


def message(**content: Any) -> dict[str, Any]:
    """A message in a private chat; `text` unless there is something else in it."""
    person = {"id": PERSON, "is_bot": False, "first_name": "ដារ៉ា", "language_code": "km"}
    told = {
        "message_id": next(COUNTER) + 100,
        "from": person,
        "chat": {"id": PERSON, "first_name": "ដារ៉ា", "type": "private"},
        "date": 1770000000,
    }
    return told | (content or {"text": "ខ្ញុំមិនទាន់បានទទួលប្រាក់"})


def update(**content: Any) -> dict[str, Any]:
    return {"update_id": 500_000_000 + next(COUNTER)} | content


def pressed(payload: str, **changes: Any) -> dict[str, Any]:
    asked = message(
        text="ដោះស្រាយហើយឬនៅ?",
        reply_markup={
            "inline_keyboard": [
                [{"text": "បាទ/ចាស", "callback_data": "yes"}],
                [{"text": "ទេ", "callback_data": "no"}],
            ]
        },
    )
    query = {
        "id": "4382bfdwdsb323b2d9",
        "from": {"id": PERSON, "is_bot": False, "first_name": "ដារ៉ា"},
        "message": asked,
        "chat_instance": "-3871",
        "data": payload,
    }
    return update(callback_query=query | changes)


def membership(status: str) -> dict[str, Any]:
    bot = {"id": 700000001, "is_bot": True, "first_name": "Samleng"}
    return update(
        my_chat_member={
            "chat": {"id": PERSON, "type": "private"},
            "from": {"id": PERSON, "is_bot": False, "first_name": "ដារ៉ា"},
            "date": 1770000100,
            "old_chat_member": {"user": bot, "status": "member"},
            "new_chat_member": {"user": bot, "status": status, "until_date": 0},
        }
    )


def post(channel: Channel, told: Any, *, secret: str = SECRET) -> Any:
    return BROWSER.post(
        f"/hooks/telegram/{channel.uuid}/",
        data=told if isinstance(told, bytes) else json.dumps(told).encode(),
        content_type="application/json",
        headers={"X-Telegram-Bot-Api-Secret-Token": secret},
    )


def error(code: int, description: str, **parameters: Any) -> Reply:
    said = {"ok": False, "error_code": code, "description": description}
    return Reply(code, said | ({"parameters": parameters} if parameters else {}))


def answers(peer: Peer, asked: Asked) -> Reply:
    """Answer as the Bot API does."""
    _, path, _, document = asked
    if not path.startswith((f"/bot{TOKEN}/", f"/file/bot{TOKEN}/")):
        return error(404, "Not Found")
    method = path.rsplit("/", 1)[-1]
    if method == "sendMessage":
        peer.taken.append(document)
        return Reply(said={"ok": True, "result": message(text=document["text"])})
    if method == "getFile":
        found = {"file_id": document["file_id"], "file_path": f"voice/{document['file_id']}.oga"}
        return Reply(said={"ok": True, "result": found})
    if method == "setWebhook":
        peer.taken.append(document)
        return Reply(said={"ok": True, "result": True})
    if method == "getWebhookInfo":
        entered = peer.taken[-1] if peer.taken else {"url": ""}
        return Reply(said={"ok": True, "result": entered | {"pending_update_count": 3}})
    return error(404, "Not Found")
