"""A lean HTTP client: one kept connection a writer, nothing but reading and writing bytes."""

import asyncio
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from config.bench.requests import Prepared

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
OK = b"200"
TRIES = 3


@dataclass
class Posted:
    """What came of the requests."""

    accepted: set[str] = field(default_factory=set)
    refused: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    latencies_s: list[float] = field(default_factory=list)


def post_all(requests: list[Prepared], *, host: str, port: int, writers: int) -> Posted:
    """Send every request, `writers` at a time, and wait for every answer."""
    return asyncio.run(_post_all(requests, host=host, port=port, writers=writers))


async def _post_all(requests: list[Prepared], *, host: str, port: int, writers: int) -> Posted:
    posted, left = Posted(), iter(requests)
    begin = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(writers):
            group.create_task(_write(left, posted, host, port))
    posted.seconds = time.perf_counter() - begin
    return posted


async def _write(left: Iterator[Prepared], posted: Posted, host: str, port: int) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    for request in left:
        for attempt in range(TRIES):
            begin = time.perf_counter()
            try:
                status = await exchange(reader, writer, request.wire)
            except (OSError, asyncio.IncompleteReadError):
                # As a provider does: a broken line is tried again on a new one.
                status = b"broken"
                reader, writer = await asyncio.open_connection(host, port)
            if status == OK:
                posted.accepted.add(request.sid)
                posted.latencies_s.append(time.perf_counter() - begin)
                break
            if attempt == TRIES - 1:
                name = status.decode()
                posted.refused[name] = posted.refused.get(name, 0) + 1
    writer.close()


async def exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, wire: bytes
) -> bytes:
    """Send a request over a kept connection, and give the status of its answer."""
    writer.write(wire)
    head = await reader.readuntil(b"\r\n\r\n")
    if found := LENGTH.search(head):
        await reader.readexactly(int(found[1]))
    return head.split(b" ", 2)[1]
