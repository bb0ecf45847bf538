"""A Rasa server over REST, and an action server over HTTP: real sockets, and what can go wrong."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.dialogue.errors import (
    ActionFailed,
    ActionRejected,
    DialogueUnavailable,
)
from bot.dialogue.executors import InProcess, OverHttp
from bot.dialogue.interface import Answer, Button, Payload
from bot.dialogue.rasa import RasaServer
from tests.bot.dialogue.conftest import toy_engine
from tests.conformance.servers import free_port

PIECES = [
    {"recipient_id": "7", "text": "One."},
    {"recipient_id": "7", "custom": {"do": "first"}},
    {"recipient_id": "7", "custom": {"do": "second"}},
    {"recipient_id": "7", "text": "Two?", "buttons": [{"title": "Yes", "payload": "/affirm"}]},
]


class Peer(ThreadingHTTPServer):
    """Answers every request as it is told to, and remembers them."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, object]] = []
        self.status, self.body = 200, b"[]"
        self.let_in_by: str | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Peer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, json.loads(body)))
        self.server.let_in_by = self.headers["Authorization"]
        if self.server.status:
            self.send_response(self.server.status)
            self.send_header("Content-Length", str(len(self.server.body)))
            self.end_headers()
            self.wfile.write(self.server.body)

    def log_message(self, *_line: object) -> None:
        pass


@pytest.fixture
def peer() -> Iterator[Peer]:
    server = Peer()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def rasa(peer: Peer) -> Iterator[RasaServer]:
    server = RasaServer(peer.url, toy_engine().domain, token="secret")
    yield server
    server.close()


def test_every_piece_comes_back_in_its_order(peer: Peer, rasa: RasaServer) -> None:
    peer.body = json.dumps(PIECES).encode()
    assert rasa.turn("7", Payload("order", {"size": "small"}), channel="sms") == (
        Answer(text="One."),
        Answer(custom={"do": "first"}),
        Answer(custom={"do": "second"}),
        Answer(text="Two?", buttons=(Button("Yes", "/affirm"),)),
    )
    message = {"sender": "7", "message": '/order{"size": "small"}', "input_channel": "sms"}
    assert peer.asked == [("/webhooks/rest/webhook", message)]
    assert peer.let_in_by == "Bearer secret"


def test_what_the_domain_does_not_know_is_not_sent(peer: Peer, rasa: RasaServer) -> None:
    rasa.turn("7", Payload("a story", {"name": "a person"}))
    rasa.restart("7")
    said = [body["message"] for _path, body in peer.asked if isinstance(body, dict)]
    assert said == ["/nlu_fallback", "/restart"]


@pytest.mark.parametrize(
    ("status", "body"),
    [(500, b"[]"), (401, b"no"), (200, b"<html>"), (200, b'{"a": 1}'), (200, b"\xff"), (0, b"")],
)
def test_a_server_that_answers_otherwise_is_unavailable_and_not_asked_twice(
    status: int, body: bytes, peer: Peer, rasa: RasaServer
) -> None:
    peer.status, peer.body = status, body
    with pytest.raises(DialogueUnavailable):
        rasa.turn("7", Payload("greet"))
    assert len(peer.asked) == 1


def test_a_server_that_is_away_is_unavailable() -> None:
    rasa = RasaServer(f"http://127.0.0.1:{free_port()}", toy_engine().domain)
    with pytest.raises(DialogueUnavailable):
        rasa.turn("7", Payload("greet"))
    rasa.close()


@pytest.fixture
def actions(peer: Peer) -> Iterator[OverHttp]:
    executor = OverHttp(peer.url)
    yield executor
    executor.close()


def test_an_action_server_that_is_away_is_unavailable() -> None:
    executor = OverHttp(f"http://127.0.0.1:{free_port()}")
    with pytest.raises(DialogueUnavailable):
        executor.run({"next_action": "action_act"})
    executor.close()


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, b'{"error": "no", "action_name": "a"}', ActionRejected),
        (404, b"{}", ActionFailed),
        (500, b"{}", ActionFailed),
        (200, b"soup", DialogueUnavailable),
        (200, b"[1]", DialogueUnavailable),
    ],
)
def test_an_action_server_says_how_an_action_went(
    status: int, body: bytes, error: type[Exception], peer: Peer, actions: OverHttp
) -> None:
    peer.status, peer.body = status, body
    with pytest.raises(error):
        actions.run({"next_action": "action_act"})


def test_an_action_that_would_wait_fails_here_and_holds_nothing_up() -> None:
    executor = InProcess("tests.conformance.toy.actions")
    tracker = {"sender_id": "7"}
    with pytest.raises(ActionFailed):
        executor.run({"next_action": "action_wait", "tracker": tracker, "domain": {}})
    with pytest.raises(ActionFailed):
        executor.run({"next_action": "action_nobody", "tracker": tracker, "domain": {}})
