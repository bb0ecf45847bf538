"""The requests of a run: signed texts from people who do not exist, some of them sent twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from django.conf import settings

from channels_app.models import Channel
from config.simulator import webhooks

# Every so many messages the provider is impatient and delivers one again.
AGAIN_EVERY: Final = 20
TEXTS: Final = (
    "លុយគ្រួសារខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ",
    "luy knhom ot ton chol te 3 khae hz",
    "My mother did not get the elderly money since August",
    "ប័ណ្ណសមធម៍ខ្ញុំបាត់ ធ្វើម៉េចបានប័ណ្ណថ្មី",
    "I forgot my Wing code and cannot take the money out",
)


@dataclass(frozen=True)
class Prepared:
    """One request as bytes, ready for the line."""

    sid: str
    wire: bytes


def prepare(channel: Channel, *, messages: int, host: str) -> list[Prepared]:
    """Sign and write out all requests before the clock starts; each message has its own sender."""
    run = uuid4().hex
    return list(_requests(channel, run, messages, host))


def _requests(channel: Channel, run: str, messages: int, host: str) -> Iterator[Prepared]:
    path = webhooks.inbound_path(channel)
    for number in range(messages):
        sid = f"SM{run[:22]}{number:010}"
        fields = webhooks.incoming(
            channel, sid=sid, sender=f"+85512{number:06}", body=TEXTS[number % len(TEXTS)]
        )
        request = Prepared(sid, written(channel, path, fields, host))
        yield request
        if number % AGAIN_EVERY == 0:
            yield request


def written(channel: Channel, path: str, fields: dict[str, str], host: str) -> bytes:
    """Write a signed webhook out, ready for the line."""
    body = urlencode(fields).encode()
    head = (
        f"POST {urlsplit(settings.PUBLIC_BASE_URL).path}{path} HTTP/1.1\r\n"
        f"Host: {host}\r\n"
        f"X-Twilio-Signature: {webhooks.signature(channel, path, fields)}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
