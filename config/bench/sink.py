"""A provider that takes every text at once and says no more, so that replies can leave."""

import json
import secrets
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qs


class _Provider(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body are two writes; waiting for the first one's receipt would cost 40 ms each.
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        """Take a text."""
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        answer = {"sid": "SM" + secrets.token_hex(16), "status": "queued", "to": form["To"][0]}
        self._answer(201, answer)

    def do_GET(self) -> None:
        """Know of nothing."""
        self._answer(200, {"messages": []})

    def log_message(self, *_words: object) -> None:
        """Keep numbers out of the terminal."""

    def _answer(self, status: int, answer: Mapping[str, object]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Sink:
    """The provider on a port of its own, from entering to leaving."""

    def __init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Provider)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
