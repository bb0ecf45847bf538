"""Twilio's client over httpx, which tells a request that never left from one that may have."""

import logging
import threading
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import httpx
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client

# httpx writes every address at INFO, and a look-up's address holds a phone number.
logging.getLogger("httpx").setLevel(logging.WARNING)
log = logging.getLogger(__name__)

# All steps together stay far below the outbox's lease.
TIMEOUT = httpx.Timeout(10, connect=4, pool=4)
LIMITS = httpx.Limits(max_connections=32, max_keepalive_connections=32)
TOO_MANY = 429

_lock = threading.Lock()
_open: list[httpx.Client] = []


class NeverLeft(Exception):
    """The provider was not reached."""


class MayHaveLeft(Exception):
    """The line broke after the request had begun to leave."""


class TooMany(Exception):
    """The provider asks us to wait."""

    def __init__(self, after_s: float | None) -> None:
        super().__init__()
        self.after_s = after_s


class Wire(HttpClient):  # type: ignore[misc]
    """The transport of one channel's requests, to Twilio or to a provider of its shape."""

    def __init__(self, base_url: str) -> None:
        super().__init__(log, is_async=False)
        self.base_url = base_url.rstrip("/")

    def request(
        self,
        method: str,
        url: str,
        params: dict[str, Any] | None = None,
        data: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """Make one request; httpx's connections are shared by all threads."""
        target = self.base_url + urlsplit(url).path if self.base_url else url
        try:
            answer = _connections().request(
                method, target, params=params, data=data, headers=headers, auth=auth
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise NeverLeft(type(error).__name__) from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise MayHaveLeft(type(error).__name__) from error
        if answer.status_code == TOO_MANY:
            raise TooMany(_seconds(answer.headers.get("Retry-After", "")))
        return Response(answer.status_code, answer.text, answer.headers)


def _connections() -> httpx.Client:
    # Sixteen senders ask at once; lru_cache would let each make one of its own.
    with _lock:
        if not _open:
            _open.append(httpx.Client(timeout=TIMEOUT, limits=LIMITS))
        return _open[0]


def close() -> None:
    """Close the connections; the next request opens new ones."""
    with _lock:
        while _open:
            _open.pop().close()


@lru_cache(maxsize=64)
def client(account_sid: str, token: str, base_url: str) -> Client:
    """Give the official client for an account, on our transport."""
    return Client(account_sid, token, http_client=Wire(base_url))


def _seconds(value: str) -> float | None:
    # The header's other form is a date; the usual back-off does for it.
    return float(value) if value.isdigit() else None
