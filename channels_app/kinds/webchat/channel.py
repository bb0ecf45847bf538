"""The open chat of a path: the channel comes from there alone."""

from uuid import UUID

from channels_app.models import Channel


def open_channel(uuid: UUID) -> Channel | None:
    """Give the chat with this uuid while it is open."""
    return Channel.objects.filter(uuid=uuid, kind="webchat", is_active=True).first()
