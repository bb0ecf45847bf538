"""What a provider sends to us: requests signed with the channel's token, over real HTTP."""

import secrets
from typing import Final

import httpx
from django.conf import settings
from django.urls import reverse
from twilio.request_validator import RequestValidator

from channels_app.models import Channel

TIMEOUT_S: Final = 15  # As long as Twilio waits.


def new_sid(prefix: str) -> str:
    """Make an id as the provider's look: two letters and 32 hex digits."""
    return prefix + secrets.token_hex(16)


def incoming(channel: Channel, *, sid: str, sender: str, body: str) -> dict[str, str]:
    """Give the fields of a text that a person sent to the channel."""
    return {
        "AccountSid": channel.config["account_sid"],
        "ApiVersion": "2010-04-01",
        "Body": body,
        "From": sender,
        "MessageSid": sid,
        "NumMedia": "0",
        "NumSegments": "1",
        "SmsMessageSid": sid,
        "SmsSid": sid,
        "SmsStatus": "received",
        "To": channel.address,
    }


def inbound_path(channel: Channel) -> str:
    """Give the path of the channel's webhook."""
    return reverse("hooks:receive", args=[channel.kind, channel.uuid])


def signature(channel: Channel, path: str, fields: dict[str, str]) -> str:
    """Sign the fields over the public address, as the provider does."""
    url = settings.PUBLIC_BASE_URL + path
    signed: str = RequestValidator(channel.config["auth_token"]).compute_signature(url, fields)
    return signed


def post(channel: Channel, path: str, fields: dict[str, str], *, base: str) -> int:
    """Post signed fields to our own web process at `base`; give the answer's status."""
    answer = httpx.post(
        base + path,
        data=fields,
        headers={"X-Twilio-Signature": signature(channel, path, fields)},
        timeout=TIMEOUT_S,
        trust_env=False,  # A proxy for the world must not get between us and ourselves.
    )
    return answer.status_code
