"""What a kind of channel is: a few verbs over frozen values, and facts that it declares."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from django.http import HttpResponse

from channels_app import segments
from channels_app.segments import Segments

if TYPE_CHECKING:
    from channels_app.models import Channel


@dataclass(frozen=True)
class WireRequest:
    """A provider's request as it came; `url` is the public one, not the Host header's."""

    method: str
    url: str
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes


@dataclass(frozen=True)
class Media:
    """A voice note, a picture or a file that came with a message, to be fetched later."""

    kind: str
    """One of MediaKind."""
    reference: str
    """How the provider finds it: its id for the file, or an address of its own."""
    content_type: str = ""
    """What the provider says that it is; believed only once it has been looked at."""
    size: int | None = None


@dataclass(frozen=True)
class Received:
    """A person wrote to us."""

    provider_id: str
    sender: str
    body: str
    raw: dict[str, object] = field(default_factory=dict)
    media_count: int = 0
    provider_at: datetime | None = None
    payload: str = ""
    """What stood behind the button that was pressed; `body` is then its label."""
    ref: str = ""
    """The provider's name for the message in this person's chat, under which it may be edited."""
    is_edit: bool = False
    """It puts other words in the place of the earlier message with the same `ref`."""
    media: tuple[Media, ...] = ()


@dataclass(frozen=True)
class Wish:
    """A person told the provider, without a word to us, to stop or to go on."""

    provider_id: str
    sender: str
    stopped: bool
    word: str
    """The provider's own word for it."""


@dataclass(frozen=True)
class Status:
    """The provider tells what became of a message of ours."""

    provider_id: str
    outbound_uuid: UUID | None
    status: str
    """The provider's own word."""
    state: str
    """Our OutboundState for it, or "" where it says nothing new."""
    error_code: str = ""
    stopped: bool = False
    """The person has told the provider to stop."""


Event = Received | Status | Wish


@dataclass(frozen=True)
class Button:
    """A choice under a message: what the person reads, and what we hear when it is pressed."""

    label: str
    payload: str


@dataclass(frozen=True)
class Sending:
    """One message to hand over to the provider."""

    uuid: UUID
    address: str
    body: str
    created_at: datetime
    known_ids: frozenset[str] = frozenset()
    """Only for look_up: the provider's ids of this person's other messages."""
    buttons: tuple[Button, ...] = ()
    """Only for a kind that `takes` them; elsewhere they stand in the body as numbered lines."""


@dataclass(frozen=True)
class Accepted:
    """The provider has it."""

    provider_id: str


@dataclass(frozen=True)
class Retry:
    """The provider surely does not have it; later may help."""

    code: str
    after_s: float | None = None
    """The provider's own wish, where it gave one."""


@dataclass(frozen=True)
class Rejected:
    """The provider will never take it."""

    code: str
    text: str = ""
    stopped: bool = False
    """The person has told the provider to stop."""


@dataclass(frozen=True)
class Unknown:
    """The provider may have it: ask before sending again."""

    reason: str


@dataclass(frozen=True)
class NotFound:
    """The provider was asked and does not have it."""


@dataclass(frozen=True)
class Fetched:
    """A file as the provider gave it; nobody has looked at it yet."""

    content: bytes
    content_type: str = ""


FetchedOrNot = Fetched | Retry | Rejected
Sent = Accepted | Retry | Rejected | Unknown
LookedUp = Accepted | NotFound | Unknown


class Malformed(Exception):
    """The provider's request is genuine, but does not say what it must."""


@dataclass(frozen=True)
class ConfigField:
    """One setting of a channel; a secret comes from the environment or standard input alone."""

    name: str
    help: str
    variable: str
    """The environment variable that make_channel reads it from."""
    is_secret: bool = False
    is_required: bool = False
    default: str = ""


class ChannelKind(ABC):
    """One way in which a person and we exchange messages. Kinds hold no state of a channel."""

    name: ClassVar[str]
    cap_parts: ClassVar[int | None] = None
    """The longest text that is one message, in SMS parts; None where those do not count."""
    cap_units: ClassVar[int | None] = None
    """The longest text that is one message, in UTF-16 units, where parts do not count."""
    config_fields: ClassVar[tuple[ConfigField, ...]] = ()
    trial_only: ClassVar[bool] = False
    by_phone: ClassVar[bool] = False
    """Its addresses are phone numbers, so that a number given at a desk can be written to."""

    @abstractmethod
    def verify(self, channel: "Channel", request: WireRequest) -> bool:
        """Say whether the channel's provider sent this, over the bytes as they came."""

    @abstractmethod
    def parse(self, channel: "Channel", request: WireRequest) -> list[Event]:
        """Give what a genuine request tells; Malformed when it tells nothing."""

    @abstractmethod
    def send(self, channel: "Channel", sending: Sending) -> Sent:
        """Hand one message over. Never raises for what the wire or the provider does."""

    @abstractmethod
    def look_up(self, channel: "Channel", sending: Sending) -> LookedUp:
        """Ask the provider whether it already has the message."""

    def takes(self, buttons: tuple[Button, ...]) -> bool:
        """Say whether it shows these buttons itself; if not, they become numbered lines."""
        return False

    def media(self, channel: "Channel", reference: str) -> FetchedOrNot:
        """Fetch a file that came with a message. Never raises for what the wire does."""
        return Rejected("no-media")

    def greet(self, channel: "Channel", request: WireRequest) -> HttpResponse | None:
        """Answer a provider's GET that asks whether the address is ours; None: it may not ask."""
        return None

    def entered(self, channel: "Channel", base: str) -> list[str]:
        """Say, line by line, what is to be entered elsewhere once the channel is open."""
        hook = f"{base}/hooks/{self.name}/{channel.uuid}/"
        return [f"webhook  {hook}", f"status   {hook}status/"]

    def reaches(self, channel: "Channel", address: str) -> bool:
        """Say whether we may and can send to the address at all."""
        return bool(address)

    def answer(self) -> HttpResponse:
        """Give what the provider wants to hear once its request is stored."""
        return HttpResponse(status=200)

    def answer_to(self, request: WireRequest) -> HttpResponse:
        """Give the answer to this very request, once it is stored."""
        return self.answer()

    def prepare(self, text: str) -> str:
        """Put a text into the form in which it leaves."""
        return text

    def segments(self, text: str) -> Segments:
        """Count the units and parts of a prepared text; one part where parts do not count."""
        return segments.count(text) if self.cap_parts is not None else segments.whole(text)

    def cut(self, text: str) -> list[str]:
        """Cut a prepared text into messages: one, unless it is above the cap."""
        if self.cap_parts is not None:
            return segments.cut(text, self.cap_parts)
        return [text] if self.cap_units is None else segments.cut_units(text, self.cap_units)

    def faults_in(self, config: dict[str, str]) -> list[str]:
        """Say what is missing or unknown in a channel's settings."""
        known = {declared.name for declared in self.config_fields}
        missing = [
            f"{declared.name} is missing: {declared.help}"
            for declared in self.config_fields
            if declared.is_required and not config.get(declared.name)
        ]
        return missing + [
            f"{name} is not a setting of {self.name}" for name in config if name not in known
        ]
