"""The web chat as a kind of channel: we are the provider, and the browser fetches."""

from channels_app.kind import (
    Accepted,
    Button,
    ChannelKind,
    ConfigField,
    Event,
    FetchedOrNot,
    LookedUp,
    Malformed,
    NotFound,
    Sending,
    Sent,
    WireRequest,
)
from channels_app.kinds.webchat import bell, files, origins, session
from channels_app.kinds.webchat.wire import LONGEST_LABEL
from channels_app.models import Channel

MOST_BUTTONS = 10


class WebChat(ChannelKind):
    """A conversation with a browser. Its texts are rows, which the browser fetches and confirms."""

    name = "webchat"
    config_fields = (
        ConfigField("origins", "the sites that may show the chat in their pages, with commas, such "
                    "as https://ministry.example", "WEBCHAT_ORIGINS"),
        ConfigField("session_days", "how long an unused conversation can be taken up again",
                    "WEBCHAT_SESSION_DAYS", default=str(session.DAYS)),
        ConfigField("reach_km", "how else to reach us, in Khmer", "WEBCHAT_REACH_KM"),
        ConfigField("reach_en", "how else to reach us, in English", "WEBCHAT_REACH_EN"),
    )  # fmt: skip

    def verify(self, channel: Channel, request: WireRequest) -> bool:
        """Believe nobody: a browser's door is /chat/, and there is no provider to call here."""
        return False

    def parse(self, channel: Channel, request: WireRequest) -> list[Event]:
        """Read nothing, for the same reason."""
        raise Malformed

    def send(self, channel: Channel, sending: Sending) -> Sent:
        """Hand it over by ringing: the text is stored, and from now on the browser may fetch it."""
        bell.ring(channel, sending.address, sending.uuid)
        return Accepted(str(sending.uuid))

    def look_up(self, channel: Channel, sending: Sending) -> LookedUp:
        """Say that it was not handed over: had the browser got it, its state would tell."""
        return NotFound()

    def takes(self, buttons: tuple[Button, ...]) -> bool:
        """Show them as buttons, as many as a thumb can tell apart."""
        return 0 < len(buttons) <= MOST_BUTTONS and all(
            0 < len(text) <= LONGEST_LABEL for one in buttons for text in (one.label, one.payload)
        )

    def media(self, channel: Channel, reference: str) -> FetchedOrNot:
        """Give a file that the browser sent: it is here already."""
        return files.fetch(reference)

    def entered(self, channel: Channel, base: str) -> list[str]:
        """Say where the page is, and the tag that brings it into a site of the list."""
        page = f"{base}/chat/{channel.uuid}/"
        return [f"page     {page}", f'tag      <script src="{page}embed.js" async></script>']

    def reaches(self, channel: Channel, address: str) -> bool:
        """Reach the conversations that began here."""
        return bool(session.ID.fullmatch(address))

    def faults_in(self, config: dict[str, str]) -> list[str]:
        """Say also which origin is none, and when the days are no number."""
        faults = super().faults_in(config)
        try:
            origins.read(config.get("origins", ""))
        except ValueError as error:
            faults.append(f"origins: {error} is not an origin such as https://ministry.example")
        days = config.get("session_days", "")
        if days and not (days.isascii() and days.isdecimal() and 1 <= int(days) <= 366):  # noqa: PLR2004
            faults.append("session_days is not a number of days from 1 to 366")
        return faults
