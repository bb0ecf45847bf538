"""Requests as Twilio makes them, signed by Twilio's own validator."""

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.test import Client
from twilio.request_validator import RequestValidator

from channels_app.models import Channel

TOKEN = "the-token-of-the-tests"
OTHER_TOKEN = "the-token-that-comes-next"
PHONE = "+85512345678"
# One for all: a new one loads every middleware again.
BROWSER = Client()


def sid() -> str:
    return f"SM{uuid4().hex}"


def text_message(**changes: str) -> dict[str, str]:
    message_sid = changes.get("MessageSid") or sid()
    return {
        "ToCountry": "KH",
        "SmsMessageSid": message_sid,
        "NumMedia": "0",
        "SmsSid": message_sid,
        "SmsStatus": "received",
        "Body": "ខ្ញុំមិនទាន់បានទទួលប្រាក់",
        "To": "+85510000000",
        "NumSegments": "1",
        "MessageSid": message_sid,
        "AccountSid": "ACtest",
        "From": PHONE,
        "ApiVersion": "2010-04-01",
        "MessagingServiceSid": "",
    } | changes


def path_of(channel: Channel, *, status: str = "") -> str:
    path = f"/hooks/{channel.kind}/{channel.uuid}/"
    return f"{path}status/?message={status}" if status else path


def post(
    channel: Channel, fields: dict[str, Any], *, token: str = TOKEN, path: str = "", url: str = ""
) -> Any:
    """Post a form; `url` is what gets signed where that is not our public address."""
    path = path or path_of(channel)
    signature = RequestValidator(token).compute_signature(
        url or settings.PUBLIC_BASE_URL + path, fields
    )
    return post_raw(path, urlencode(fields, doseq=True).encode(), signature)


def post_raw(path: str, body: bytes, signature: str) -> Any:
    return BROWSER.post(
        path,
        data=body,
        content_type="application/x-www-form-urlencoded; charset=utf-8",
        headers={"X-Twilio-Signature": signature},
    )


def post_status(channel: Channel, message_sid: str, word: str, **fields: str) -> Any:
    ours = fields.pop("ours", "")
    path = path_of(channel, status=ours) if ours else path_of(channel) + "status/"
    form = {"MessageSid": message_sid, "MessageStatus": word, "AccountSid": "ACtest"} | fields
    return post(channel, form, path=path)
