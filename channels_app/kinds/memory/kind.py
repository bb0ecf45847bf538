"""The real fake: a provider inside the process, which can be told to misbehave."""

import hmac
import json
import threading
from collections import deque
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from channels_app.kind import (
    Accepted,
    ChannelKind,
    ConfigField,
    Event,
    LookedUp,
    Malformed,
    NotFound,
    Received,
    Rejected,
    Retry,
    Sending,
    Sent,
    Status,
    Unknown,
    WireRequest,
)
from channels_app.models import Channel, OutboundState

ACCEPT_THEN_TIMEOUT = "accept, then time out"
TIMEOUT = "time out without accepting"


@dataclass
class PostOffice:
    """What was sent, and how the next sends shall go."""

    sent: list[tuple[str, Sending]] = field(default_factory=list)
    script: deque[str | Sent] = field(default_factory=deque)
    """Answers to the next sends, in order; empty means that every one is accepted."""
    answers_look_ups: bool = True
    lock: threading.Lock = field(default_factory=threading.Lock)

    def texts_to(self, address: str) -> list[str]:
        """Give the bodies that an address was sent, in order."""
        return [sending.body for _, sending in self.sent if sending.address == address]

    def forget(self) -> None:
        """Start afresh."""
        with self.lock:
            self.sent.clear()
            self.script.clear()
            self.answers_look_ups = True


POST_OFFICE = PostOffice()


class Memory(ChannelKind):
    """Texts of SMS length through a provider that lives in this process."""

    name = "memory"
    by_phone = True
    cap_parts = 10
    trial_only = True
    config_fields = (
        ConfigField(
            "secret", "what requests carry in X-Memory-Secret", "MEMORY_SECRET", True, True
        ),
    )

    def verify(self, channel: Channel, request: WireRequest) -> bool:
        """Compare the shared secret."""
        given = request.headers.get("x-memory-secret", "").encode()
        secret = str(channel.config.get("secret", "")).encode()
        return bool(secret) and hmac.compare_digest(given, secret)

    def parse(self, channel: Channel, request: WireRequest) -> list[Event]:
        """Read one JSON object: a message, or with `status` what became of one of ours."""
        try:
            told = json.loads(request.body.decode("utf-8", "replace"))
            provider_id = str(told["id"])
            if "status" in told:
                ours = UUID(told["message"]) if told.get("message") else None
                state = told["status"] if told["status"] in OutboundState.values else ""
                return [Status(provider_id, ours, str(told["status"]), state)]
            sender, body = str(told.get("from", "")), str(told.get("text", ""))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Malformed from error
        return [Received(provider_id, sender, body.replace("\x00", "\ufffd"))]

    def send(self, channel: Channel, sending: Sending) -> Sent:
        """Keep it, or do what the script says."""
        with POST_OFFICE.lock:
            order = POST_OFFICE.script.popleft() if POST_OFFICE.script else None
            if isinstance(order, Retry | Rejected | Unknown | Accepted):
                return order
            if order == TIMEOUT:
                return Unknown(TIMEOUT)
            provider_id = f"ME{uuid4().hex}"
            POST_OFFICE.sent.append((provider_id, sending))
            return Unknown(order) if order else Accepted(provider_id)

    def look_up(self, channel: Channel, sending: Sending) -> LookedUp:
        """Look through what was sent, as a provider would: by person and text."""
        with POST_OFFICE.lock:
            if not POST_OFFICE.answers_look_ups:
                return Unknown("the provider does not answer")
            for provider_id, sent in POST_OFFICE.sent:
                same = (sent.address, sent.body) == (sending.address, sending.body)
                if same and provider_id not in sending.known_ids:
                    return Accepted(provider_id)
            return NotFound()
