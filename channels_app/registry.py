"""Every kind of channel that we speak; one line each."""

from channels_app.kind import ChannelKind
from channels_app.kinds.memory.kind import Memory
from channels_app.kinds.messenger.kind import Messenger
from channels_app.kinds.sms_twilio.kind import SmsTwilio
from channels_app.kinds.telegram.kind import Telegram
from channels_app.kinds.webchat.kind import WebChat

KINDS: dict[str, ChannelKind] = {
    "sms_twilio": SmsTwilio(),
    "telegram": Telegram(),
    "messenger": Messenger(),
    "webchat": WebChat(),
    "memory": Memory(),
}


def get(name: str) -> ChannelKind:
    """Give the kind of a channel; KeyError for a name that is not registered."""
    return KINDS[name]
