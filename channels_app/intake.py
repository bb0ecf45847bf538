"""The providers' door when many knock at once: messages that wait together are stored together.

It stands before Django, whose way for one request costs more than storing a text. Anything but a
message to a channel's own address goes on to Django, where channels_app.views judges it the same.
"""

import asyncio
import queue
import re
import threading
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import structlog
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpResponse

from channels_app import inbox, views
from channels_app.kind import Event, Received, WireRequest
from channels_app.models import Channel

Message = Mapping[str, Any]
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

log = structlog.get_logger(__name__)

DOOR: Final = re.compile(r"/hooks/([-a-zA-Z0-9_]+)/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")
# As many as one statement takes without making the first wait for the last.
MOST: Final = 200
# A channel that an officer closes or changes is known here so many seconds later.
KEPT_S: Final = 2.0


@dataclass(frozen=True)
class Arrival:
    """A message on its way into the table, and who waits for it."""

    channel: Channel
    event: Received
    loop: asyncio.AbstractEventLoop
    stored: "asyncio.Future[None]"


class Writer:
    """One thread with one connection: while a commit is under way, the next batch gathers."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[Arrival | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    async def store(self, channel: Channel, event: Received) -> None:
        """Return once the message is committed; raises what the database raised."""
        self._start()
        loop = asyncio.get_running_loop()
        stored: asyncio.Future[None] = loop.create_future()
        self._waiting.put(Arrival(channel, event, loop, stored))
        await stored

    def stop(self) -> None:
        """Store what waits, then end the thread and its connection."""
        if self._thread:
            self._waiting.put(None)
            self._thread.join()
            self._thread = None

    def _start(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="intake", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        going = True
        while going:
            batch = self._next()
            going = None not in batch
            arrivals = [arrival for arrival in batch if arrival is not None]
            if arrivals:
                _store(arrivals)
        connection.close()

    def _next(self) -> list[Arrival | None]:
        batch = [self._waiting.get()]
        while len(batch) < MOST and batch[-1] is not None:
            try:
                batch.append(self._waiting.get_nowait())
            except queue.Empty:
                break
        return batch


WRITER: Final = Writer()


class Intake:
    """Answers messages to channels, and hands every other request to the site."""

    def __init__(self, site: App) -> None:
        self._site = site
        self._channels: dict[tuple[str, str], tuple[float, Channel | None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        found = DOOR.fullmatch(scope["path"]) if scope["method"] == "POST" else None
        if found is None:
            await self._site(scope, receive, send)
            return
        body = await _body(receive)
        if body is None:
            answer = HttpResponse("too large", status=413, content_type="text/plain")
        else:
            answer = await self._take(found[1], found[2], _wire(scope, body))
        await _send(answer, send)

    async def _take(self, kind: str, uuid: str, wire: WireRequest) -> HttpResponse:
        try:
            channel = await self._channel(kind, uuid)
            answer, events = views.opened(channel, kind, wire)
            if channel is not None:
                await _store_events(channel, events)
        except (OperationalError, InterfaceError):
            # Not 200: the provider tries again, or takes its fallback address.
            log.exception("webhook_not_stored", channel_kind=kind)
            return HttpResponse("try again", status=503, content_type="text/plain")
        return answer

    async def _channel(self, kind: str, uuid: str) -> Channel | None:
        key, moment = (kind, uuid), time.monotonic()
        until, channel = self._channels.get(key, (0.0, None))
        if until <= moment:
            channel = await sync_to_async(_look_up, thread_sensitive=False)(kind, uuid)
            if channel is not None:
                # Unknown addresses are not kept: guessing them must not fill the memory.
                self._channels[key] = (moment + KEPT_S, channel)
        return channel


async def _store_events(channel: Channel, events: Sequence[Event]) -> None:
    """Store all events of one request; what cannot be stored takes no other with it.

    Together, so that a batch of a thousand waits for a few commits and not for as many.
    """
    messages = [event for event in events if isinstance(event, Received)]
    others = [event for event in events if not isinstance(event, Received)]
    ends = await asyncio.gather(
        *(WRITER.store(channel, message) for message in messages), return_exceptions=True
    )
    if others:
        await sync_to_async(_store_others, thread_sensitive=False)(channel, others)
    for end in ends:
        if isinstance(end, BaseException):
            raise end


def _store_others(channel: Channel, events: Sequence[Event]) -> None:
    try:
        for event in events:
            views.store(channel, event)
    finally:
        connection.close()


def _look_up(kind: str, uuid: str) -> Channel | None:
    try:
        return views.channel_at(kind, UUID(uuid))
    finally:
        # No request ends here, so nothing else gives this thread's connection back.
        connection.close()


def _store(arrivals: Sequence[Arrival]) -> None:
    """Store a batch; where one row is refused, each by itself, so that it alone fails."""
    try:
        _insert(arrivals)
    except DatabaseError as error:
        if len(arrivals) == 1 or isinstance(error, OperationalError):
            _tell(arrivals, error)
            return
        for arrival in arrivals:
            _store([arrival])
    except Exception as error:  # noqa: BLE001 - whoever waits must hear of it, whatever it is
        _tell(arrivals, error)
    else:
        _tell(arrivals, None)


def _insert(arrivals: Sequence[Arrival]) -> None:
    rows = [(arrival.channel, arrival.event) for arrival in arrivals]
    try:
        inbox.store_all(rows)
    except (OperationalError, InterfaceError):
        # The connection may have been idle for hours: a restarted server gets a second try.
        connection.close()
        inbox.store_all(rows)


def _tell(arrivals: Sequence[Arrival], error: Exception | None) -> None:
    def tell(stored: "asyncio.Future[None]") -> None:
        if stored.done():
            return  # Whoever waited has hung up.
        if error is None:
            stored.set_result(None)
        else:
            stored.set_exception(error)

    for arrival in arrivals:
        arrival.loop.call_soon_threadsafe(tell, arrival.stored)


async def _body(receive: Receive) -> bytes | None:
    """Read a body; None when it is larger than any provider's."""
    body = b""
    while True:
        part = await receive()
        piece: bytes = part.get("body", b"")
        body += piece
        if len(body) > views.LARGEST_BODY:
            return None
        if not part.get("more_body"):
            return body


def _wire(scope: Scope, body: bytes) -> WireRequest:
    asked = scope.get("query_string", b"").decode("latin-1")
    return WireRequest(
        method="POST",
        url=settings.PUBLIC_BASE_URL + scope["path"] + (f"?{asked}" if asked else ""),
        headers={
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        },
        body=body,
    )


async def _send(answer: HttpResponse, send: Send) -> None:
    headers = [
        (b"content-type", answer["Content-Type"].encode()),
        (b"content-length", str(len(answer.content)).encode()),
    ]
    await send({"type": "http.response.start", "status": answer.status_code, "headers": headers})
    await send({"type": "http.response.body", "body": answer.content})
