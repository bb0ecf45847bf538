"""Requests to providers' APIs: a request that never left is told from one that may have."""

import logging
import threading
from dataclasses import dataclass
from typing import Any

import httpx

# httpx writes every address at INFO, and addresses hold phone numbers and tokens.
logging.getLogger("httpx").setLevel(logging.WARNING)

# All steps together stay far below the outbox's lease.
TIMEOUT = httpx.Timeout(10, connect=4, pool=4)
LIMITS = httpx.Limits(max_connections=32, max_keepalive_connections=32)

_lock = threading.Lock()
_open: list[httpx.Client] = []


class NeverLeft(Exception):
    """The provider was not reached."""


class MayHaveLeft(Exception):
    """The line broke after the request had begun to leave."""


@dataclass(frozen=True)
class Answer:
    """What an API said; `said` is empty where it was no JSON object."""

    status: int
    said: dict[str, Any]
    retry_after_s: float | None = None


def request(method: str, url: str, **what: Any) -> httpx.Response:
    """Make one request, as httpx.Client.request; connections are shared by all threads.

    Raises NeverLeft or MayHaveLeft. Neither quotes the address, which may hold a token.
    """
    try:
        return _connections().request(method, url, **what)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise NeverLeft(type(error).__name__) from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise MayHaveLeft(type(error).__name__) from None


def ask(url: str, asked: dict[str, Any], *, headers: dict[str, str] | None = None) -> Answer:
    """Post a JSON document and read the JSON document that comes back."""
    answer = request("POST", url, json=asked, headers=headers)
    try:
        said = answer.json()
    except ValueError:
        said = {}
    return Answer(
        answer.status_code,
        said if isinstance(said, dict) else {},
        seconds(answer.headers.get("Retry-After", "")),
    )


def close() -> None:
    """Close the connections; the next request opens new ones."""
    with _lock:
        while _open:
            _open.pop().close()


def seconds(value: str) -> float | None:
    """Read Retry-After; its other form is a date, for which the usual back-off does."""
    return float(value) if value.isascii() and value.isdigit() else None


def _connections() -> httpx.Client:
    # Sixteen senders ask at once; lru_cache would let each make one of its own.
    with _lock:
        if not _open:
            _open.append(httpx.Client(timeout=TIMEOUT, limits=LIMITS))
        return _open[0]
