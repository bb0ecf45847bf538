"""Files fetched from addresses that a stranger may have had a hand in: never from within our walls.

A host is on the kind's own list, its address is looked up once, judged, and then used: whoever
owns the name cannot give a second one for the connection.
"""

import ipaddress
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

import httpx

from channels_app.calling import seconds
from channels_app.evidence import LARGEST_FILE
from channels_app.kind import Fetched, FetchedOrNot, Rejected, Retry

TIMEOUT: Final = httpx.Timeout(10, connect=4)
# Altogether, however slowly it drips: far below the lease in channels_app.collecting.
LONGEST_S: Final = 40.0
MOST_REDIRECTS: Final = 4
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
GONE: Final = frozenset({403, 404, 410})
ACCOUNT: Final = frozenset({401, 402})
OK, TOO_MANY, SERVER_ERROR, HTTPS_PORT = 200, 429, 500, 443
# Addresses that carry another one inside, which may be one of ours.
CARRIERS: Final = tuple(
    ipaddress.ip_network(network) for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16")
)


class Refused(Exception):
    """The address is none that we fetch from."""


@dataclass(frozen=True)
class Target:
    """An address that was judged: what to connect to, and how to name it there."""

    url: httpx.URL
    headers: dict[str, str]
    extensions: dict[str, str]


def fetch(
    url: str,
    *,
    hosts: tuple[str, ...],
    stand_in: str = "",
    login: tuple[str, str] | None = None,
) -> FetchedOrNot:
    """Fetch a file from one of `hosts`; a name that begins with a dot stands for those under it.

    `stand_in` is a provider's replacement that the machine's owner named in the environment:
    it alone may be inside. `login` goes to the first host and never along a redirect.
    """
    until = time.monotonic() + LONGEST_S
    try:
        first = urlsplit(url).hostname
        with httpx.Client(timeout=TIMEOUT, trust_env=False, follow_redirects=False) as client:
            for _ in range(MOST_REDIRECTS + 1):
                if time.monotonic() > until:
                    return Retry("slow")
                same = urlsplit(url).hostname == first
                got = _once(client, _target(url, hosts, stand_in), login if same else None, until)
                if not isinstance(got, str):
                    return got
                url = urljoin(url, got)
    except Refused as refusal:
        return Rejected(str(refusal))
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        return Retry(type(error).__name__)
    except ValueError:
        return Rejected("bad-address")
    return Rejected("redirects")


def _once(
    client: httpx.Client, target: Target, login: tuple[str, str] | None, until: float
) -> FetchedOrNot | str:
    """Make one request; a redirect gives where it leads."""
    with client.stream(
        "GET",
        target.url,
        # Packed bytes could be a hundred times as many once unpacked.
        headers={"Accept-Encoding": "identity", **target.headers},
        extensions=target.extensions,
        auth=login,
    ) as answer:
        if answer.status_code in REDIRECTS and answer.headers.get("Location"):
            return str(answer.headers["Location"])
        if answer.status_code != OK:
            return _refusal(answer)
        if (seconds(answer.headers.get("Content-Length", "")) or 0) > LARGEST_FILE:
            return Rejected("too-large")
        return _read(answer.iter_raw(), answer.headers.get("Content-Type", ""), until)


def _read(pieces: Iterator[bytes], content_type: str, until: float) -> FetchedOrNot:
    content = bytearray()
    for piece in pieces:
        content += piece
        if len(content) > LARGEST_FILE:
            return Rejected("too-large")
        if time.monotonic() > until:
            return Retry("slow")
    return Fetched(bytes(content), content_type)


def _refusal(answer: httpx.Response) -> FetchedOrNot:
    code = str(answer.status_code)
    if answer.status_code in GONE:
        return Rejected("gone")
    if answer.status_code == TOO_MANY:
        return Retry(code, seconds(answer.headers.get("Retry-After", "")))
    if answer.status_code >= SERVER_ERROR or answer.status_code in ACCOUNT:
        return Retry(code)
    return Rejected(code)


def _target(url: str, hosts: tuple[str, ...], stand_in: str) -> Target:
    asked = urlsplit(url)
    if stand_in and _origin(url) == _origin(stand_in):
        return Target(httpx.URL(url), {}, {})
    host = (asked.hostname or "").lower()
    if asked.scheme != "https" or asked.port not in {None, HTTPS_PORT} or asked.username:
        raise Refused("bad-address")
    if not any(host == name or (name[0] == "." and host.endswith(name)) for name in hosts):
        raise Refused("host")
    return Target(
        httpx.URL(url).copy_with(host=_public_address(host)),
        {"Host": host},
        # What the certificate must be for: the name, not the number.
        {"sni_hostname": host},
    )


def _public_address(host: str) -> str:
    """Look a name up; Refused where any of its addresses is not on the open internet."""
    found = socket.getaddrinfo(host, HTTPS_PORT, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(is_public(address) for address in addresses):
        raise Refused("inside")
    return addresses[0]


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the open internet."""
    number = ipaddress.ip_address(address)
    if isinstance(number, ipaddress.IPv6Address):
        if number.ipv4_mapped:
            return is_public(str(number.ipv4_mapped))
        if number.teredo or any(number in network for network in CARRIERS):
            return False
    return number.is_global and not number.is_multicast


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port
