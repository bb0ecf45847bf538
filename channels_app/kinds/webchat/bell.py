"""Tells a browser's open sockets that there is something for it; what it is stands in the tables.

A bell that nobody hears costs a few seconds: the browser asks by itself from time to time.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Final
from uuid import UUID

import structlog
from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer, get_channel_layer

from channels_app import contacts
from channels_app.models import Channel

log = structlog.get_logger(__name__)
LONGEST_PAUSE_S: Final = 60.0
# In one process the worker's threads hand over to the loop that the sockets live in.
_loops: set[asyncio.AbstractEventLoop] = set()


def ring(channel: Channel, session_id: str, uuid: UUID) -> None:
    """Ring for a text of ours; never raises, for the text is stored already."""
    message = {"type": "bell", "uuid": str(uuid)}
    try:
        layer = get_channel_layer()
        if not isinstance(layer, InMemoryChannelLayer):
            async_to_sync(layer.group_send)(_group(channel, session_id), message)
            return
        for loop in list(_loops):
            if loop.is_closed():
                _loops.discard(loop)
            else:
                sent = layer.group_send(_group(channel, session_id), message)
                asyncio.run_coroutine_threadsafe(sent, loop)
    except Exception as error:  # noqa: BLE001 - Redis is away, in whichever of its ways
        log.warning("webchat_bell_silent", channel_id=channel.pk, error_class=type(error).__name__)


async def heard(channel: Channel, session_id: str) -> AsyncIterator[UUID]:
    """Give the texts that are rung for, for as long as somebody listens; outlives Redis."""
    _loops.add(asyncio.get_running_loop())
    layer, pause_s = get_channel_layer(), 1.0
    while True:
        try:
            name = await layer.new_channel("webchat")
            await layer.group_add(_group(channel, session_id), name)
            try:
                while True:
                    message: dict[str, Any] = await layer.receive(name)
                    pause_s = 1.0
                    yield UUID(message["uuid"])
            finally:
                await layer.group_discard(_group(channel, session_id), name)
        except Exception as error:  # noqa: BLE001 - Redis is away, in whichever of its ways
            log.warning("webchat_bell_lost", error_class=type(error).__name__)
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)


def _group(channel: Channel, session_id: str) -> str:
    # A hash: what goes through Redis opens no conversation.
    return f"webchat.{contacts.address_hash(channel, session_id)}"
