"""One run from the first request to the last count."""

from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db import connection

from channels_app.models import Channel
from config.bench import client, commits, processes, requests, tally
from config.bench.sink import Sink

RAW_SECONDS = 3.0
# Slower than this many messages a second is a failure, not a measurement.
SLOWEST_PER_S = 5.0
SHARES = (50, 95, 99)


@dataclass(frozen=True)
class Report:
    """What `--json` prints; `ok` when nothing was lost or doubled and every clock is right."""

    messages: int
    writers: int
    accepted: int
    refused: dict[str, int]
    lost: int
    doubled: int
    cases: int
    wrong_clocks: int
    accepted_per_s: float
    paths_per_s: float
    raw_commits_per_s: float
    accepted_of_raw: float
    answer_ms: dict[str, float]
    path_ms: dict[str, float]
    all_done: bool

    @property
    def ok(self) -> bool:
        """Say whether the run kept every promise that has nothing to do with speed."""
        whole = self.accepted == self.messages and self.all_done
        return whole and not (self.lost or self.doubled or self.wrong_clocks)

    def as_dict(self) -> dict[str, Any]:
        """Give the figures and the verdict."""
        return asdict(self) | {"ok": self.ok}


def run(
    *,
    messages: int,
    writers: int,
    workers: int = 1,
    url: str = "",
    raw_seconds: float = RAW_SECONDS,
) -> Report:
    """Post to the server at `url`, or to processes of our own, and count."""
    with Sink() as sink:
        channel = channel_of("Bench", base_url=sink.url)
        try:
            if url:
                address = urlsplit(url)
                port = address.port or (443 if address.scheme == "https" else 80)
                return _measure(
                    channel, address.hostname or "", port, messages, writers, raw_seconds
                )
            port = processes.free_port()
            with processes.running(port=port, workers=workers):
                return _measure(channel, "127.0.0.1", port, messages, writers, raw_seconds)
        finally:
            Channel.objects.filter(pk=channel.pk).update(is_active=False)


def _measure(
    channel: Channel, host: str, port: int, messages: int, writers: int, raw_seconds: float
) -> Report:
    prepared = requests.prepare(channel, messages=messages, host=f"{host}:{port}")
    connection.close()
    posted = client.post_all(prepared, host=host, port=port, writers=writers)
    done = tally.wait_until_done(channel, patience_s=30 + messages / SLOWEST_PER_S)
    counted = tally.count(channel, accepted=posted.accepted)
    raw = commits.per_second(
        channel_of("Bench, commits alone", base_url="", is_active=False),
        like=channel,
        writers=writers,
        seconds=raw_seconds,
    )
    accepted_per_s = len(posted.latencies_s) / posted.seconds
    return Report(
        messages=messages,
        writers=writers,
        accepted=len(posted.accepted),
        refused=posted.refused,
        lost=counted.lost,
        doubled=counted.doubled,
        cases=counted.cases,
        wrong_clocks=counted.wrong_clocks,
        accepted_per_s=round(accepted_per_s, 1),
        paths_per_s=round(counted.paths_per_s, 1),
        raw_commits_per_s=round(raw, 1),
        accepted_of_raw=round(accepted_per_s / raw, 3),
        answer_ms=milliseconds(posted.latencies_s),
        path_ms=milliseconds(counted.path_s),
        all_done=done,
    )


def milliseconds(seconds: list[float]) -> dict[str, float]:
    """Give the percentiles of some times."""
    if not seconds:
        return {}
    values = tally.percentiles(seconds, *SHARES)
    return {
        f"p{share}": round(value * 1000, 1) for share, value in zip(SHARES, values, strict=True)
    }


def channel_of(name: str, *, base_url: str, is_active: bool = True) -> Channel:
    """Open a channel to a provider of our own."""
    return Channel.objects.create(
        kind="sms_twilio",
        name=name,
        address="+85512999000",
        is_active=is_active,
        config={
            "account_sid": "AC" + "b" * 32,
            "auth_token": "the-bench-signs-with-this-token",
            "base_url": base_url,
        },
    )
