"""What the database could do at best: plain INSERT commits of the same row, as many at a time."""

import asyncio
import time
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg
from django.db import connection
from psycopg import sql

from channels_app.models import Channel

TABLE = "channels_app_inboundmessage"
ONE = "SELECT * FROM channels_app_inboundmessage WHERE channel_id = %s LIMIT 1"


def per_second(channel: Channel, *, like: Channel, writers: int, seconds: float) -> float:
    """Insert copies of a row of `like` into `channel`, each in its own commit, and give the rate.

    The copies are `done`, so that no worker looks at them.
    """
    with connection.cursor() as cursor:
        cursor.execute(ONE, [like.pk])
        columns = [column.name for column in cursor.description or ()]
        row = dict(zip(columns, cursor.fetchone(), strict=True))
    row.pop("id")
    row |= {"channel_id": channel.pk, "state": "done", "contact_id": None}
    count, passed = asyncio.run(_insert(row, _address(), writers=writers, seconds=seconds))
    return count / passed


async def _insert(
    row: dict[str, Any], address: str, *, writers: int, seconds: float
) -> tuple[int, float]:
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(TABLE),
        sql.SQL(", ").join(map(sql.Identifier, row)),
        sql.SQL(", ").join(map(sql.Placeholder, row)),
    )
    lines = [
        await psycopg.AsyncConnection.connect(address, autocommit=True) for _ in range(writers)
    ]
    begin = time.perf_counter()
    end = begin + seconds

    async def write(line: psycopg.AsyncConnection[Any]) -> int:
        count = 0
        while time.perf_counter() < end:
            await line.execute(statement, row | {"provider_id": uuid4().hex})
            count += 1
        return count

    counts = await asyncio.gather(*(write(line) for line in lines))
    passed = time.perf_counter() - begin
    for line in lines:
        await line.close()
    return sum(counts), passed


def _address() -> str:
    known = connection.get_connection_params()
    parts = {
        name: str(known[name])
        for name in ("host", "port", "user", "password", "dbname")
        if known.get(name)
    }
    return "postgresql://?" + "&".join(f"{name}={quote(value)}" for name, value in parts.items())
