"""Messenger: people who write to a Facebook page."""

import hmac
import re
from hashlib import sha256
from typing import Final
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.http import HttpResponse

from channels_app import calling, fetching
from channels_app.kind import (
    Button,
    ChannelKind,
    ConfigField,
    Event,
    FetchedOrNot,
    LookedUp,
    Retry,
    Sending,
    Sent,
    Unknown,
    WireRequest,
)
from channels_app.kinds.messenger import codes, events
from channels_app.models import Channel

GRAPH: Final = "https://graph.facebook.com"
FILES_AT: Final = (".fbcdn.net", ".fbsbx.com")
VERSION: Final = re.compile(r"v\d{1,3}\.\d{1,2}")
PERSON: Final = re.compile(r"\d{1,30}", re.ASCII)
CHALLENGE: Final = re.compile(r"[\w-]{1,200}", re.ASCII)
MOST_BUTTONS, LONGEST_TITLE, LONGEST_PAYLOAD = 13, 20, 1000


class Messenger(ChannelKind):
    """Answers within 24 hours of a person's last words; the provider refuses later ones."""

    name = "messenger"
    cap_units = 2000
    config_fields = (
        ConfigField("page_id", "the page", "MESSENGER_PAGE_ID", is_required=True),
        ConfigField("page_access_token", "its token", "MESSENGER_PAGE_ACCESS_TOKEN", True, True),
        ConfigField("app_secret", "what the app signs with", "MESSENGER_APP_SECRET", True, True),
        ConfigField("other_app_secret", "the second live secret while one is replaced",
                    "MESSENGER_OTHER_APP_SECRET", True),
        ConfigField("verify_token", "what we ask for when the address is entered there",
                    "MESSENGER_VERIFY_TOKEN", True, True),
        ConfigField("graph_version", "of the Graph API", "MESSENGER_GRAPH_VERSION",
                    default="v23.0"),
    )  # fmt: skip

    def verify(self, channel: Channel, request: WireRequest) -> bool:
        """Check X-Hub-Signature-256 over the bytes as they came, with either live secret."""
        given = request.headers.get("x-hub-signature-256", "").encode()
        secrets = [channel.config.get(name) for name in ("app_secret", "other_app_secret")]
        return any(
            hmac.compare_digest(given, f"sha256={_mac(str(secret), request.body)}".encode())
            for secret in secrets
            if secret
        )

    def greet(self, channel: Channel, request: WireRequest) -> HttpResponse | None:
        """Give the challenge back to whoever knows the verify token."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}
        token = str(channel.config.get("verify_token", "")).encode()
        knows = hmac.compare_digest(asked.get("hub.verify_token", "").encode(), token)
        challenge = asked.get("hub.challenge", "")
        if asked.get("hub.mode") != "subscribe":
            return None
        if not token or not knows or not CHALLENGE.fullmatch(challenge):
            return HttpResponse("forbidden", status=403, content_type="text/plain")
        return HttpResponse(challenge, content_type="text/plain")

    def parse(self, channel: Channel, request: WireRequest) -> list[Event]:
        """Read a batch, each of its events by itself."""
        return events.events(request.body, page_id=str(channel.config.get("page_id", "")))

    def send(self, channel: Channel, sending: Sending) -> Sent:
        """Send one message as an answer; its buttons are quick replies."""
        message: dict[str, object] = {"text": sending.body}
        if sending.buttons:
            message["quick_replies"] = [
                {"content_type": "text", "title": button.label, "payload": button.payload}
                for button in sending.buttons
            ]
        token = str(channel.config.get("page_access_token", ""))
        asked: dict[str, object] = {
            "recipient": {"id": sending.address},
            "messaging_type": "RESPONSE",
            "message": message,
            # Proves that who holds the token also holds the app's secret.
            "appsecret_proof": _mac(str(channel.config.get("app_secret", "")), token.encode()),
        }
        try:
            answer = calling.ask(
                f"{_graph(channel)}/{channel.config.get('page_id', '')}/messages",
                asked,
                headers={"Authorization": f"Bearer {token}"},
            )
        except calling.NeverLeft as error:
            return Retry(str(error))
        except calling.MayHaveLeft as error:
            return Unknown(str(error))
        return codes.outcome(answer)

    def look_up(self, channel: Channel, sending: Sending) -> LookedUp:
        """Give up: the lists that the provider offers do not show what has just been sent."""
        return Unknown("Messenger cannot be asked")

    def takes(self, buttons: tuple[Button, ...]) -> bool:
        """Show what fits: a quick reply's title has at most 20 characters."""
        fit = all(
            0 < len(button.label) <= LONGEST_TITLE and 0 < len(button.payload) <= LONGEST_PAYLOAD
            for button in buttons
        )
        return 0 < len(buttons) <= MOST_BUTTONS and fit

    def media(self, channel: Channel, reference: str) -> FetchedOrNot:
        """Fetch a file from the provider's own hosts; its address runs out after some days."""
        return fetching.fetch(reference, hosts=FILES_AT, stand_in=settings.MESSENGER_BASE_URL)

    def reaches(self, channel: Channel, address: str) -> bool:
        """Write to the page's own numbers for people."""
        return bool(PERSON.fullmatch(address))

    def faults_in(self, config: dict[str, str]) -> list[str]:
        """Also refuse what would change the address that we call."""
        faults = super().faults_in(config)
        version = config.get("graph_version")
        if version and not VERSION.fullmatch(version):
            faults.append("graph_version is one like v23.0")
        if not re.fullmatch(r"\w*", config.get("page_id", ""), re.ASCII):
            faults.append("page_id is the page's number")
        return faults


def _mac(secret: str, signed: bytes) -> str:
    return hmac.new(secret.encode(), signed, sha256).hexdigest()


def _graph(channel: Channel) -> str:
    """Where the Graph API is; only a trial's environment can put something in its place."""
    base = settings.MESSENGER_BASE_URL.rstrip("/") or GRAPH
    return f"{base}/{channel.config.get('graph_version') or 'v23.0'}"
