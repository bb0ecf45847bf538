"""A provider of Twilio's shape on a local port, which keeps texts and can be told to misbehave."""

import base64
import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

ACCEPT_THEN_HANG_UP = "accept, then hang up"
HANG_UP = "hang up"
NONSENSE = "accept, then talk nonsense"


class Peer(ThreadingHTTPServer):
    """What it was sent, and how it shall answer the next requests."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.texts: list[dict[str, Any]] = []
        self.requests: list[tuple[str, str, dict[str, str]]] = []
        self.script: deque[Any] = deque()
        self.lists: deque[Any] = deque()
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def bodies(self) -> list[str]:
        return [text["body"] for text in self.texts]


class Handler(BaseHTTPRequestHandler):
    server: Peer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        form = {name: values[0] for name, values in parse_qs(raw.decode()).items()}
        login = base64.b64decode(self.headers["Authorization"].split()[1]).decode()
        with self.server.lock:
            self.server.requests.append((self.path, login, form))
            order = self.server.script.popleft() if self.server.script else None
            if order == HANG_UP:
                return self._hang_up()
            if isinstance(order, tuple):
                return self._answer(*order)
            text = {
                "sid": f"SM{uuid4().hex}",
                "body": form["Body"],
                "to": form["To"],
                "direction": "outbound-api",
                "status": "queued",
                "date_created": formatdate(),
            }
            self.server.texts.append(text)
        if order == ACCEPT_THEN_HANG_UP:
            return self._hang_up()
        return self._answer(201, "<html>" if order == NONSENSE else text)

    def do_GET(self) -> None:
        wanted = parse_qs(urlsplit(self.path).query)
        with self.server.lock:
            if self.server.lists:
                return self._answer(*self.server.lists.popleft())
            found = [text for text in self.server.texts if text["to"] == wanted["To"][0]]
        return self._answer(200, {"messages": found[::-1], "next_page_uri": None})

    def _answer(self, status: int, said: Any, headers: dict[str, str] | None = None) -> None:
        body = (said if isinstance(said, str) else json.dumps(said)).encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _hang_up(self) -> None:
        self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Stay quiet."""


@contextmanager
def running() -> Iterator[Peer]:
    peer = Peer()
    thread = threading.Thread(target=peer.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield peer
    finally:
        peer.shutdown()
        peer.server_close()
        thread.join()
