"""The files' worker: claims what waits with a lease, fetches it, looks at it and keeps it."""

import hashlib
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import lru_cache
from typing import Any, Final

import structlog
from django.db import connection

from channels_app import looking, registry, transcribing
from channels_app.evidence import InboundMedia, MediaKind, MediaState
from channels_app.kind import Fetched, FetchedOrNot, Rejected, Retry
from channels_app.models import Channel
from timekeeping.now import DatabaseNow

log = structlog.get_logger(__name__)

FETCHERS: Final = 4
# Longer than a fetch with all its timeouts; shorter than a loop may take before it counts as stuck.
LEASE: Final = timedelta(seconds=90)
WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180))

# The lease is the next try: a worker that dies leaves a file that is tried again by itself.
CLAIM: Final = """
WITH moment AS MATERIALIZED (SELECT samleng_now() AS now),
due AS MATERIALIZED (
    SELECT media.id, message.channel_id
    FROM channels_app_inboundmedia media
    JOIN channels_app_inboundmessage message ON message.id = media.message_id
    WHERE media.state = 'new' AND media.next_try_at <= (SELECT now FROM moment)
      AND message.channel_id IN (SELECT id FROM channels_app_channel WHERE is_active)
    ORDER BY media.next_try_at, media.id LIMIT %s
    FOR UPDATE OF media SKIP LOCKED
)
UPDATE channels_app_inboundmedia media
SET attempts = attempts + 1, next_try_at = moment.now + %s
FROM due, moment WHERE media.id = due.id
RETURNING media.id, due.channel_id
"""


def run_once(*, limit: int = FETCHERS) -> int:
    """Fetch what is due, and give how many files that were; 0 when there is nothing to do."""
    claimed = _claim(limit)
    fetches = [(file, _fetchers().submit(_fetch, file, channel)) for file, channel in claimed]
    for file, fetch in fetches:
        _record(file, fetch.result())
    return len(claimed)


def _claim(limit: int) -> list[tuple[InboundMedia, Channel]]:
    with connection.cursor() as cursor:
        parameters: list[Any] = [limit, LEASE]
        cursor.execute(CLAIM, parameters)
        channel_of = dict(cursor.fetchall())
    channels = Channel.objects.in_bulk(set(channel_of.values()))
    files = InboundMedia.objects.filter(pk__in=channel_of).defer("content").order_by("pk")
    return [(file, channels[channel_of[file.pk]]) for file in files]


def _fetch(file: InboundMedia, channel: Channel) -> FetchedOrNot:
    """Fetch one file in a thread of the pool; no database here."""
    try:
        return registry.get(channel.kind).media(channel, file.reference)
    except Exception as error:  # a kind's mistake must not cost the other files
        log.exception("media_fetch_broke", message_id=file.message_id)
        return Retry(type(error).__name__)


def _record(file: InboundMedia, got: FetchedOrNot) -> None:
    """Write what became of it, unless another worker has taken it over meanwhile."""
    values = _kept(file, got) if isinstance(got, Fetched) else _not_kept(file, got)
    InboundMedia.objects.filter(pk=file.pk, state=MediaState.NEW, attempts=file.attempts).update(
        **values
    )
    log.info("media_tried", message_id=file.message_id, state=str(values.get("state", "new")),
             code=values.get("last_error", ""), attempt=file.attempts)  # fmt: skip


def _kept(file: InboundMedia, got: Fetched) -> dict[str, Any]:
    found = looking.type_of(got.content, file.kind)
    if not found:
        return {"state": MediaState.REFUSED, "last_error": "type", "size": len(got.content)}
    kind = MediaKind.of_type(found)
    heard = transcribing.write_down(got.content, found) if kind == MediaKind.VOICE else ""
    return {
        "state": MediaState.FETCHED,
        "kind": kind,
        "transcript": heard,
        "content_type": found,
        "size": len(got.content),
        "sha256": hashlib.sha256(got.content).hexdigest(),
        "content": got.content,
        "fetched_at": DatabaseNow(),
        "last_error": "",
    }


def _not_kept(file: InboundMedia, got: Retry | Rejected) -> dict[str, Any]:
    code = got.code[:40]
    if isinstance(got, Rejected):
        gone = got.code == "gone"
        return {"state": MediaState.GONE if gone else MediaState.REFUSED, "last_error": code}
    if file.attempts > len(WAITS):
        return {"state": MediaState.FAILED, "last_error": code}
    wait = WAITS[file.attempts - 1]
    if got.after_s is not None:
        wait = max(wait, timedelta(seconds=got.after_s))
    spread = random.uniform(1.0, 1.2)  # noqa: S311 - no secret
    return {"last_error": code, "next_try_at": DatabaseNow() + wait * spread}


@lru_cache(maxsize=1)
def _fetchers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(FETCHERS, thread_name_prefix="media")
