"""Twilio's client over httpx, which tells a request that never left from one that may have."""

import logging
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client

from channels_app import calling

log = logging.getLogger(__name__)
TOO_MANY = 429


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
        answer = calling.request(
            method, target, params=params, data=data, headers=headers, auth=auth
        )
        if answer.status_code == TOO_MANY:
            raise TooMany(calling.seconds(answer.headers.get("Retry-After", "")))
        return Response(answer.status_code, answer.text, answer.headers)


@lru_cache(maxsize=64)
def client(account_sid: str, token: str, base_url: str) -> Client:
    """Give the official client for an account, on our transport."""
    return Client(account_sid, token, http_client=Wire(base_url))
