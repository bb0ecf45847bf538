"""What stands in the database after a run, counted there and not from what the client believes."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from channels_app.models import Channel

# Every message must be in exactly one thread, and each matter must be one case with one receipt.
COUNTS = """
SELECT count(*) AS rows, count(DISTINCT inbound.provider_id) AS messages,
  count(*) FILTER (WHERE placed.id IS NULL) AS unplaced,
  count(placed.case_id) AS with_case, (
    SELECT count(DISTINCT party.case_id) FROM cases_party party
    JOIN cases_person person ON person.id = party.person_id
    JOIN channels_app_contact contact ON contact.id = person.contact_id
    WHERE contact.channel_id = %(channel)s) AS cases
FROM channels_app_inboundmessage inbound
LEFT JOIN cases_threadmessage placed ON placed.inbound_id = inbound.id
WHERE inbound.channel_id = %(channel)s
"""
STORED = """
SELECT provider_id FROM channels_app_inboundmessage WHERE channel_id = %(channel)s
"""
# From the stored row to the first reply in the same case's thread.
PATHS = """
SELECT extract(epoch FROM inbound.received_at)::float8,
  extract(epoch FROM min(outbound.created_at))::float8,
  count(*) FILTER (WHERE outbound.purpose = 'receipt')
FROM channels_app_inboundmessage inbound
JOIN cases_threadmessage placed ON placed.inbound_id = inbound.id
JOIN cases_threadmessage told ON told.case_id = placed.case_id AND told.outbound_id IS NOT NULL
JOIN channels_app_outboundmessage outbound ON outbound.id = told.outbound_id
WHERE inbound.channel_id = %(channel)s
GROUP BY inbound.id
"""
# A target of the case's policy is met, or has exactly one open clock.
CLOCKS = """
SELECT count(*) FROM (
  SELECT opened.id, target.metric
  FROM (SELECT DISTINCT c.id, c.policy_code, c.policy_version FROM cases_case c
        JOIN cases_threadmessage placed ON placed.case_id = c.id
        JOIN channels_app_inboundmessage inbound ON inbound.id = placed.inbound_id
        WHERE inbound.channel_id = %(channel)s) opened
  JOIN workflows_slapolicy policy
    ON policy.code = opened.policy_code AND policy.version = opened.policy_version
  JOIN workflows_slatarget target ON target.policy_id = policy.id
  LEFT JOIN cases_clock clock ON clock.case_id = opened.id AND clock.metric = target.metric
  GROUP BY opened.id, target.metric
  HAVING count(*) FILTER (WHERE clock.state IN ('running', 'paused', 'breached_open')) <> 1
    AND count(*) FILTER (WHERE clock.state IN ('met', 'breached_closed')) = 0
) wrong
"""
WAITING = """
SELECT count(*) FROM channels_app_inboundmessage WHERE channel_id = %(channel)s AND state = 'new'
"""


@dataclass(frozen=True)
class Tally:
    """The figures of a run, in the words of the issue."""

    lost: int
    doubled: int
    cases: int
    wrong_clocks: int
    paths_per_s: float
    path_s: list[float]


def wait_until_done(channel: Channel, *, patience_s: float) -> bool:
    """Wait until the worker has taken every message; False when it takes too long."""
    end = time.monotonic() + patience_s
    while time.monotonic() < end:
        if _rows(WAITING, channel)[0][0] == 0:
            return True
        time.sleep(0.1)
    return False


def count(channel: Channel, *, accepted: set[str]) -> Tally:
    """Count what became of the messages that were accepted with a 200."""
    rows, messages, unplaced, with_case, cases = _rows(COUNTS, channel)[0]
    stored = {sid for (sid,) in _rows(STORED, channel)}
    paths = _rows(PATHS, channel)
    first = min((received for received, _, _ in paths), default=0.0)
    last = max((queued for _, queued, _ in paths), default=0.0)
    receipts_too_many = sum(max(0, receipts - 1) for _, _, receipts in paths)
    return Tally(
        lost=len(accepted - stored) + unplaced,
        doubled=(rows - messages) + max(0, cases - with_case) + receipts_too_many,
        cases=cases,
        wrong_clocks=_rows(CLOCKS, channel)[0][0],
        paths_per_s=len(paths) / (last - first) if last > first else 0.0,
        path_s=[queued - received for received, queued, _ in paths],
    )


def percentiles(values: Sequence[float], *shares: float) -> list[float]:
    """Give values that exist: the smallest that so many percent do not exceed."""
    ordered = sorted(values)
    return [ordered[max(0, -(-len(ordered) * int(share) // 100) - 1)] for share in shares]


def _rows(statement: str, channel: Channel) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"channel": channel.pk})
        return list(cursor.fetchall())
