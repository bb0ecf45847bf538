"""Fetching files: from the provider's hosts alone, never from inside, and never too much."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from channels_app import fetching
from channels_app.evidence import LARGEST_FILE
from channels_app.fetching import fetch, is_public
from channels_app.kind import Fetched, FetchedOrNot, Rejected, Retry
from tests.channels_app import json_peer, samples
from tests.channels_app.json_peer import HANG_UP, Asked, Peer, Reply

HOSTS = ("files.provider.example", ".cdn.example")


def nothing(_peer: Peer, _asked: Asked) -> Reply:
    return Reply(404, b"")


@pytest.fixture
def peer() -> Iterator[Peer]:
    with json_peer.running(nothing) as running:
        yield running


def get(peer: Peer, path: str = "/f", **options: Any) -> FetchedOrNot:
    return fetch(f"{peer.url}{path}", hosts=HOSTS, stand_in=peer.url, **options)


def names(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Let every name stand for these addresses, and tell which were asked for."""
    asked: list[str] = []

    def look_up(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        if host == "127.0.0.1":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
        asked.append(host)
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses
        ]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_a_file_is_fetched_as_it_is(peer: Peer) -> None:
    peer.files["/f"] = Reply(200, samples.JPEG, {"Content-Type": "image/jpeg"})
    assert get(peer) == Fetched(samples.JPEG, "image/jpeg")


@pytest.mark.parametrize(
    "url",
    [
        "http://files.provider.example/f",
        "ftp://files.provider.example/f",
        "file:///etc/passwd",
        "https://files.provider.example:8443/f",
        "https://user:word@files.provider.example/f",
        "https://elsewhere.example/f",
        "https://files.provider.example.evil.example/f",
        "https://cdn.example/f",
        "https://a.cdn.example.evil.example/f",
        "https://evilcdn.example/f",
        "https://127.0.0.1/f",
        "https://[::1]/f",
        "https://169.254.169.254/latest/meta-data",
        "https://files.provider.example:99999999/f",
        "https://[/f",
        "nothing",
        "",
    ],
)
def test_an_address_that_is_not_the_providers_is_refused(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    asked = names(monkeypatch, "93.184.216.34")
    assert isinstance(fetch(url, hosts=HOSTS), Rejected)
    assert asked == []


@pytest.mark.parametrize(
    "addresses",
    [
        ("127.0.0.1",), ("10.1.2.3",), ("172.16.0.1",), ("192.168.1.1",), ("169.254.169.254",),
        ("100.64.0.1",), ("0.0.0.0",), ("224.0.0.1",), ("240.0.0.1",), ("::1",), ("fe80::1",),
        ("fd00::1",), ("::ffff:127.0.0.1",), ("::ffff:10.0.0.1",), ("64:ff9b::a00:1",),
        ("2002:0a00:0001::1",), ("2001:0:a00:1::1",), ("ff02::1",), ("192.0.2.1",),
        ("93.184.216.34", "10.0.0.1"),
    ],
)  # fmt: skip
def test_a_name_that_stands_for_something_inside_is_refused(
    monkeypatch: pytest.MonkeyPatch, addresses: tuple[str, ...]
) -> None:
    names(monkeypatch, *addresses)
    assert fetch("https://a.cdn.example/f", hosts=HOSTS) == Rejected("inside")


def test_the_open_internet_is_public() -> None:
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")


def test_the_address_that_was_judged_is_the_one_that_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = names(monkeypatch, "93.184.216.34")
    target = fetching._target("https://a.cdn.example/f?x=1", HOSTS, "")
    assert str(target.url) == "https://93.184.216.34/f?x=1"
    assert target.headers == {"Host": "a.cdn.example"}
    assert target.extensions == {"sni_hostname": "a.cdn.example"}
    assert asked == ["a.cdn.example"]


def test_a_redirect_is_judged_like_the_first_address(
    peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    names(monkeypatch, "10.0.0.1")
    for leads_to in ("https://a.cdn.example/f", "http://localhost/", "https://169.254.169.254/"):
        peer.files["/f"] = Reply(302, b"", {"Location": leads_to})
        assert isinstance(get(peer), Rejected)


def test_redirects_end(peer: Peer) -> None:
    peer.files["/f"] = Reply(302, b"", {"Location": "/f"})
    assert get(peer) == Rejected("redirects")
    assert len(peer.asked) == fetching.MOST_REDIRECTS + 1


def test_a_login_goes_to_the_first_host_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, "93.184.216.34")
    steps = iter(["/g", "https://a.cdn.example/f", Fetched(samples.JPEG)])
    seen: list[tuple[str, object]] = []

    def once(_client: object, target: fetching.Target, login: object, _until: float) -> object:
        seen.append((target.headers["Host"], login))
        return next(steps)

    monkeypatch.setattr(fetching, "_once", once)
    login = ("AC", "token")
    assert fetch("https://files.provider.example/f", hosts=HOSTS, login=login) == Fetched(
        samples.JPEG
    )
    assert seen == [
        ("files.provider.example", login),
        ("files.provider.example", login),
        ("a.cdn.example", None),
    ]


def test_a_redirect_within_the_host_keeps_its_login(peer: Peer) -> None:
    other = peer.url.replace("127.0.0.1", "localhost")
    peer.files["/f"] = Reply(307, b"", {"Location": f"{peer.url}/g"})
    peer.files["/g"] = Reply(200, samples.JPEG)
    assert isinstance(get(peer, login=("AC", "token")), Fetched)
    assert all("authorization" in headers for _, _, headers, _ in peer.asked)
    peer.asked.clear()
    # The second host is not the stand-in, so it is refused; nothing of the login got there.
    peer.files["/f"] = Reply(307, b"", {"Location": f"{other}/g"})
    assert isinstance(get(peer, login=("AC", "token")), Rejected)
    assert [path for _, path, _, _ in peer.asked] == ["/f"]


def test_a_file_above_the_cap_is_not_read_to_its_end(peer: Peer) -> None:
    peer.files["/f"] = Reply(200, bytes(LARGEST_FILE + 1))
    assert get(peer) == Rejected("too-large")
    peer.files["/f"] = Reply(200, bytes(LARGEST_FILE))
    assert isinstance(get(peer), Fetched)


def test_a_length_that_is_not_told_is_measured(peer: Peer) -> None:
    large = bytes(LARGEST_FILE + 10)
    chunked = f"{len(large):x}\r\n".encode() + large + b"\r\n0\r\n\r\n"
    peer.files["/f"] = Reply(200, chunked, {"Transfer-Encoding": "chunked"})
    assert get(peer) == Rejected("too-large")


def test_a_file_that_drips_is_left(peer: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    peer.files["/f"] = Reply(200, samples.JPEG)
    moments = iter([0.0, 0.0, 1000.0, 1000.0])
    monkeypatch.setattr("channels_app.fetching.time.monotonic", lambda: next(moments, 1000.0))
    assert get(peer) == Retry("slow")


def test_packed_bytes_are_not_unpacked(peer: Peer) -> None:
    peer.files["/f"] = Reply(200, b"\x1f\x8bxxx", {"Content-Encoding": "gzip"})
    assert get(peer) == Fetched(b"\x1f\x8bxxx", "")
    assert peer.asked[0][2]["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (Reply(404, b""), Rejected("gone")),
        (Reply(410, b""), Rejected("gone")),
        (Reply(403, b""), Rejected("gone")),
        (Reply(401, b""), Retry("401")),
        (Reply(429, b"", {"Retry-After": "30"}), Retry("429", 30.0)),
        (Reply(503, b""), Retry("503")),
        (Reply(418, b""), Rejected("418")),
        (HANG_UP, Retry("RemoteProtocolError")),
    ],
)
def test_each_answer_has_its_meaning(peer: Peer, reply: Reply | str, outcome: FetchedOrNot) -> None:
    peer.script.append(reply)
    assert get(peer) == outcome


def test_a_name_that_is_not_found_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: Any, **__: Any) -> list[Any]:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    assert fetch("https://a.cdn.example/f", hosts=HOSTS) == Retry("gaierror")
