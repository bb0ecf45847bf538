"""Conversations at a steady pace: how long a person waits for each reply, and what a turn costs."""

import asyncio
import time
from dataclasses import asdict, dataclass
from typing import Any, Final
from uuid import uuid4

from django.db import connection

from bot.worker import run_once
from channels_app import inbox
from channels_app.kind import Received
from channels_app.models import Channel
from config.bench import processes, tally
from config.bench.client import exchange
from config.bench.requests import Prepared, written
from config.bench.run import channel_of, milliseconds
from config.bench.sink import Sink
from config.simulator import webhooks

# A whole conversation: a matter, its questions, a look-up in between, words that add to it.
SAID: Final = (
    "លុយកញ្ចប់គ្រួសារខ្ញុំមិនទាន់ចូលទេ",
    "status",
    "ខេត្តបាត់ដំបង",
    "២ខែហើយ",
    "1",
    "2",
    "som chuoy phorng bong",
    "luy nov tae min chol",
)
CONNECTIONS: Final = 32
# How many others begin before somebody says the next thing.
BETWEEN: Final = 16
WARM: Final = 100
# From the stored row to the moment at which the provider has taken the reply to it.
WAITS: Final = """
SELECT extract(epoch FROM inbound.processed_at - inbound.received_at)::float8,
  extract(epoch FROM reply.accepted_at - inbound.received_at)::float8
FROM channels_app_inboundmessage inbound
LEFT JOIN LATERAL (
  SELECT min(outbound.accepted_at) AS accepted_at FROM channels_app_outboundmessage outbound
  WHERE outbound.contact_id = inbound.contact_id AND outbound.created_at >= inbound.received_at
    AND outbound.created_at <= inbound.processed_at) reply ON true
WHERE inbound.channel_id = %(channel)s AND inbound.state = 'done'
"""


@dataclass(frozen=True)
class Report:
    """What `--json` prints. Times in milliseconds."""

    turns: int
    asked_per_s: float
    done: int
    done_per_s: float
    replies: int
    decided_ms: dict[str, float]
    """From the stored message to the end of its turn."""
    replied_ms: dict[str, float]
    """From the stored message to the reply's acceptance by the provider."""
    cpu_ms_a_turn: float
    """Of one process that handles the same turns alone, database not counted."""

    def as_dict(self) -> dict[str, Any]:
        """Give the figures."""
        return asdict(self)


def run(*, per_s: float, seconds: float, workers: int) -> Report:
    """Talk to processes of our own at `per_s` turns a second, and alone for the cost of a turn."""
    turns = int(per_s * seconds)
    with Sink() as sink:
        channel = channel_of("Bench, turns", base_url=sink.url)
        port = processes.free_port()
        with processes.running(port=port, workers=workers):
            # The workers have read their weights and opened their connections before it counts.
            warm = channel_of("Bench, warming up", base_url=sink.url)
            asyncio.run(_paced(_prepared(warm, WARM, f"127.0.0.1:{port}"), port, per_s))
            tally.wait_until_done(warm, patience_s=60)
            prepared = _prepared(channel, turns, f"127.0.0.1:{port}")
            connection.close()
            asyncio.run(_paced(prepared, port, per_s))
            tally.wait_until_done(channel, patience_s=60)
            waits = _settled(channel)
        alone = channel_of("Bench, alone", base_url=sink.url)
        cost = _cost(alone, turns=min(turns, 400))
    replied = [reply for _, reply in waits if reply is not None]
    return Report(
        turns=turns,
        asked_per_s=per_s,
        done=len(waits),
        done_per_s=round(_rate(channel), 1),
        replies=len(replied),
        decided_ms=milliseconds([done for done, _ in waits]),
        replied_ms=milliseconds(replied),
        cpu_ms_a_turn=round(cost * 1000, 2),
    )


def _prepared(channel: Channel, turns: int, host: str) -> list[Prepared]:
    """The turns of many people: some begin while others are in the middle, as they would."""
    run_id, path = uuid4().hex[:22], webhooks.inbound_path(channel)
    people = -(-turns // len(SAID))
    order = sorted(
        (person + step * BETWEEN, person, step)
        for person in range(people)
        for step in range(len(SAID))
    )
    found = []
    for _, person, step in order[:turns]:
        sid = f"SM{run_id}{step * people + person:010}"
        fields = webhooks.incoming(channel, sid=sid, sender=f"+85516{person:06}", body=SAID[step])
        found.append(Prepared(sid, written(channel, path, fields, host)))
    return found


async def _paced(requests: list[Prepared], port: int, per_s: float) -> None:
    """Send each at its moment, whether or not those before were answered."""
    due: asyncio.Queue[Prepared] = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        senders = [group.create_task(_sender(due, port)) for _ in range(CONNECTIONS)]
        begin = time.perf_counter()
        for number, request in enumerate(requests):
            await asyncio.sleep(max(0.0, begin + number / per_s - time.perf_counter()))
            due.put_nowait(request)
        await due.join()
        for sender in senders:
            sender.cancel()


async def _sender(due: asyncio.Queue[Prepared], port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while True:
        request = await due.get()
        await exchange(reader, writer, request.wire)
        due.task_done()


def _settled(channel: Channel) -> list[tuple[float, float | None]]:
    """The waits, once the last reply is out."""
    waits: list[tuple[float, float | None]] = []
    for _ in range(20):
        with connection.cursor() as cursor:
            cursor.execute(WAITS, {"channel": channel.pk})
            now = [(float(done), reply) for done, reply in cursor.fetchall()]
        if now == waits:
            break
        waits = now
        time.sleep(0.5)
    return waits


def _rate(channel: Channel) -> float:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) / nullif(extract(epoch FROM max(processed_at) - min(received_at)), 0)"
            " FROM channels_app_inboundmessage WHERE channel_id = %(channel)s",
            {"channel": channel.pk},
        )
        return float(cursor.fetchone()[0] or 0)


def _cost(channel: Channel, *, turns: int) -> float:
    """CPU seconds that this process spends on a turn, words, dialogue and verbs together."""
    people = -(-turns // len(SAID))
    spent = 0.0
    for step, words in enumerate(SAID):
        for person in range(people):
            arrived = Received(f"SMalone{step:03}{person:06}", f"+85517{person:06}", words)
            inbox.store(channel, arrived)
        begin = time.process_time()
        while run_once():
            pass
        spent += time.process_time() - begin
    return spent / (people * len(SAID))
