"""The channels of a trial: the phone simulator's, and one for people who have no phone here."""

import secrets
from typing import Final

from channels_app.models import Channel

# Nobody has these: Cambodia reserves no numbers for fiction, and a run of zeros is not given out.
PHONE_NUMBER: Final = "+85512000000"
MADE_UP: Final = "Made-up people"


def ensure_phone(base_url: str) -> Channel:
    """Make the channel of the phone simulator, or let it point to where we serve now."""
    channel = phone() or Channel.objects.create(
        kind="sms_twilio",
        name="Phone simulator",
        address=PHONE_NUMBER,
        config={
            "account_sid": "AC" + secrets.token_hex(16),
            "auth_token": secrets.token_hex(16),
        },
    )
    wanted = f"{base_url}/simulator/provider"
    if channel.config.get("base_url") != wanted:
        channel.config = channel.config | {"base_url": wanted}
        channel.save(update_fields=["config"])
    return channel


def phone() -> Channel | None:
    """Give the channel that the simulator's phones write to."""
    return (
        Channel.objects.filter(kind="sms_twilio", is_active=True, name="Phone simulator")
        .order_by("pk")
        .first()
    )


def ensure_chat() -> Channel:
    """Make the trial's web chat; its address stays the same as long as the trial's data."""
    return chat() or Channel.objects.create(kind="webchat", name="Web chat", address="chat")


def chat() -> Channel | None:
    """Give the first web chat that is open."""
    return Channel.objects.filter(kind="webchat", is_active=True).order_by("pk").first()


def ensure_made_up() -> Channel:
    """Make the channel over which the synthetic cases came; what it sends stays in memory."""
    channel, _ = Channel.objects.get_or_create(
        kind="memory",
        name=MADE_UP,
        defaults={"address": "0000", "config": {"secret": secrets.token_hex(16)}},
    )
    return channel
