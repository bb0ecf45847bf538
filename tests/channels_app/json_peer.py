"""A provider's JSON API on a local port: it keeps what it was asked and can misbehave."""

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HANG_UP = "hang up"
ACCEPT_THEN_HANG_UP = "accept, then hang up"


@dataclass
class Reply:
    """What the peer says: a document, or the bytes of a file."""

    status: int = 200
    said: Any = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def body(self) -> bytes:
        return self.said if isinstance(self.said, bytes) else json.dumps(self.said).encode()


Asked = tuple[str, str, dict[str, str], Any]
"""Method, path, headers in lower case, document."""


class Peer(ThreadingHTTPServer):
    """`answers` says what a well provider would; `script` comes first."""

    daemon_threads = True

    def __init__(self, answers: Callable[["Peer", Asked], Reply]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = answers
        self.asked: list[Asked] = []
        self.taken: list[Any] = []
        self.files: dict[str, Reply] = {}
        self.script: deque[Reply | str] = deque()
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Peer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        is_json = self.headers.get("Content-Type", "").startswith("application/json")
        self._serve("POST", json.loads(raw) if is_json else raw)

    def do_GET(self) -> None:
        self._serve("GET", None)

    def _serve(self, method: str, document: Any) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = (method, self.path, headers, document)
        with self.server.lock:
            self.server.asked.append(asked)
            order = self.server.script.popleft() if self.server.script else None
            if isinstance(order, Reply):
                return self._answer(order)
            if order == HANG_UP:
                return self._hang_up()
            reply = self.server.files.get(self.path) or self.server.answers(self.server, asked)
        if order == ACCEPT_THEN_HANG_UP:
            return self._hang_up()
        return self._answer(reply)

    def _answer(self, reply: Reply) -> None:
        body = reply.body
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if "Transfer-Encoding" not in reply.headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except ConnectionError:
            self.close_connection = True  # Whoever asked has had enough.

    def _hang_up(self) -> None:
        self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Stay quiet."""


@contextmanager
def running(answers: Callable[[Peer, Asked], Reply]) -> Iterator[Peer]:
    peer = Peer(answers)
    thread = threading.Thread(target=peer.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield peer
    finally:
        peer.shutdown()
        peer.server_close()
        thread.join()
