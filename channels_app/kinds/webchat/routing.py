"""Where web sockets go; anything but a chat's own address is closed."""

from collections.abc import Awaitable, Callable
from typing import Any

from channels.routing import URLRouter
from django.urls import path, re_path

from channels_app.kinds.webchat.socket import ChatSocket

Send = Callable[[dict[str, Any]], Awaitable[None]]


async def nowhere(_scope: Any, receive: Callable[[], Awaitable[Any]], send: Send) -> None:
    """Refuse a socket whose address is none."""
    await receive()
    await send({"type": "websocket.close", "code": 4404})


# Channels borrows Django's paths for its own applications, which the stubs cannot know.
PLACES: list[Any] = [
    path("chat/<uuid:uuid>/socket", ChatSocket.as_asgi()),
    re_path(r"", nowhere),  # type: ignore[arg-type]
]
sockets = URLRouter(PLACES)
