"""Batches in the shapes that Meta's documentation gives, and a Graph API of our own."""

import hmac
import itertools
import json
from hashlib import sha256
from typing import Any

from django.test import Client

from channels_app.models import Channel
from tests.channels_app.json_peer import Asked, Peer, Reply

PAGE = "102938475610293"
TOKEN = "EAAB-a-token-of-the-tests"
SECRET, OTHER_SECRET = "a-secret-of-the-tests", "the-one-that-comes-next"
WORD = "a-verify-token"
PERSON = "7854123698745123"
COUNTER = itertools.count(1)
BROWSER = Client()


def item(**content: Any) -> dict[str, Any]:
    told = {"sender": {"id": PERSON}, "recipient": {"id": PAGE}, "timestamp": 1770000000123}
    return told | content


def message(text: str = "ខ្ញុំមិនទាន់បានទទួលប្រាក់", **content: Any) -> dict[str, Any]:
    mid = (
        f"m_AG5Hz2Uq7tuwNEhXfYYKj8mJEM_QPpz5jdCK48PnKAjSdjfipqxqMvK8ma6AC8fplwlqLP_{next(COUNTER)}"
    )
    return item(message={"mid": mid, "text": text} | content)


def attachment(kind: str, **payload: Any) -> dict[str, Any]:
    return {"type": kind, "payload": payload}


def batch(*items: Any, page: str = PAGE) -> dict[str, Any]:
    """Two entries where there is more than one item, as when the page was busy."""
    halves = [list(items[:1]), list(items[1:])]
    return {
        "object": "page",
        "entry": [
            {"id": page, "time": 1770000000999, "messaging": half} for half in halves if half
        ],
    }


def signature(body: bytes, secret: str = SECRET) -> str:
    return f"sha256={hmac.new(secret.encode(), body, sha256).hexdigest()}"


def post(channel: Channel, told: Any, *, secret: str = SECRET, signed: str | None = None) -> Any:
    body = told if isinstance(told, bytes) else json.dumps(told, ensure_ascii=False).encode()
    return BROWSER.post(
        f"/hooks/messenger/{channel.uuid}/",
        data=body,
        content_type="application/json",
        headers={"X-Hub-Signature-256": signature(body, secret) if signed is None else signed},
    )


def error(status: int, code: int, subcode: int = 0) -> Reply:
    told = {"message": f"no {PERSON}", "type": "OAuthException", "code": code, "fbtrace_id": "B"}
    return Reply(status, {"error": told | ({"error_subcode": subcode} if subcode else {})})


def answers(peer: Peer, asked: Asked) -> Reply:
    """Answer as the Graph API does."""
    _, path, headers, document = asked
    if headers.get("authorization") != f"Bearer {TOKEN}":
        return error(400, 190)
    if path == f"/v23.0/{PAGE}/messages":
        peer.taken.append(document)
        return Reply(said={"recipient_id": PERSON, "message_id": f"m_out{next(COUNTER)}"})
    return error(404, 100)
