"""The chat over a web socket: the exchanges of exchange.py, and what we have to say at once."""

import asyncio
import json
from collections.abc import Callable
from typing import Any, Final, TypeVar
from uuid import UUID

import structlog
from asgiref.sync import sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from channels_app.kinds.webchat import bell, exchange, limits, origins, thread, wire
from channels_app.kinds.webchat.channel import open_channel
from channels_app.kinds.webchat.errors import Unreadable
from channels_app.kinds.webchat.exchange import Answer
from channels_app.kinds.webchat.wire import Asked
from channels_app.models import Channel

log = structlog.get_logger(__name__)
T = TypeVar("T")

# Closing codes that the browser tells apart: 4xxx are the application's own.
FORBIDDEN: Final = 4403
NOT_FOUND: Final = 4404
SLOW_DOWN: Final = 4429
UNREADABLE: Final = 4400
TRY_AGAIN: Final = 1013
# A socket that never says whose it is.
FIRST_WORD_S: Final = 20.0
# A browser asks every half minute; one that has been silent for so long is gone.
SILENT_S: Final = 120.0
# The bell is a moment quicker than the outbox's own record that the text is handed over.
LOOKS_S: Final = (0.0, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6)


class ChatSocket(AsyncWebsocketConsumer):  # type: ignore[misc]
    """One browser tab. It listens to the bell itself, so that a lost Redis closes no socket."""

    channel_layer_alias: str | None = None

    async def connect(self) -> None:
        """Let in pages of ours alone, and wait for the first frame to say whose it is."""
        self.chat: Channel | None = None
        self.session_id, self.token = "", ""
        self.listening: asyncio.Task[None] | None = None
        self.silence: asyncio.TimerHandle | None = None
        headers = {name.decode("latin-1"): value.decode("latin-1")
                   for name, value in self.scope["headers"]}  # fmt: skip
        if not origins.is_ours(headers.get("origin", ""), headers.get("host", "")):
            log.warning("webchat_socket_refused", reason="origin")
            await self.close(FORBIDDEN)
            return
        self.visitor = limits.visitor(
            (self.scope.get("client") or [""])[0],
            headers.get("x-forwarded-for", ""),
            settings.TRUSTED_PROXIES,
        )
        if limits.SOCKETS_OF_ADDRESS.wait_s(self.visitor):
            await self.close(SLOW_DOWN)
            return
        try:
            self.chat = await _in_thread(open_channel, self.scope["url_route"]["kwargs"]["uuid"])
        except (DatabaseError, InterfaceError):
            await self.close(TRY_AGAIN)
            return
        # Accepted first: a browser does not see the code of a socket that never opened.
        await self.accept()
        if self.chat is None:
            await self.close(NOT_FOUND)
        else:
            self._wait_at_most(FIRST_WORD_S)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Carry out one exchange; frames of one socket come one after the other."""
        if self.chat is None:
            return
        self._wait_at_most(SILENT_S)
        try:
            asked = wire.read(text_data or bytes_data or b"")
            found = await _in_thread(exchange.answer, self.chat, self._with_token(asked),
                                     visitor=self.visitor)  # fmt: skip
        except Unreadable:
            await self.close(UNREADABLE)
        except (DatabaseError, InterfaceError):
            log.exception("webchat_not_stored", channel_id=self.chat.pk)
            await self.close(TRY_AGAIN)
        else:
            self._belongs_to(found)
            await self._say(found.told)

    async def disconnect(self, code: int) -> None:
        """Stop listening."""
        if self.listening:
            self.listening.cancel()
        if self.silence:
            self.silence.cancel()

    def _with_token(self, asked: Asked) -> Asked:
        # The token stands in the first frame, and in another only when it is to change.
        return asked if asked.token else Asked(**(vars(asked) | {"token": self.token}))

    def _belongs_to(self, found: Answer) -> None:
        self.token = found.token or self.token
        if found.session is None or found.session.id == self.session_id:
            return
        self.session_id = found.session.id
        if self.listening:
            self.listening.cancel()
        self.listening = asyncio.create_task(self._listen(self.session_id))

    async def _listen(self, session_id: str) -> None:
        assert self.chat is not None  # noqa: S101 - nothing listens before the channel is known
        async for uuid in bell.heard(self.chat, session_id):
            await self._push(session_id, uuid)

    async def _push(self, session_id: str, uuid: UUID) -> None:
        for pause_s in LOOKS_S:
            await asyncio.sleep(pause_s)
            try:
                line = await _in_thread(thread.one, self.chat, session_id, uuid)
            except (DatabaseError, InterfaceError):
                return  # The browser asks again by itself.
            if line:
                await self._say({"items": [line.as_json()]})
                return

    async def _say(self, told: dict[str, Any]) -> None:
        await self.send(json.dumps(told, ensure_ascii=False, separators=(",", ":")))

    def _wait_at_most(self, seconds: float) -> None:
        if self.silence:
            self.silence.cancel()
        loop = asyncio.get_running_loop()
        self.silence = loop.call_later(seconds, lambda: loop.create_task(self.close()))


async def _in_thread(ask: Callable[..., T], *words: Any, **named: Any) -> T:
    """Ask the database beside the loop; no request ends here to give the connection back."""

    def asking() -> T:
        try:
            return ask(*words, **named)
        finally:
            connection.close()

    return await sync_to_async(asking, thread_sensitive=False)()
