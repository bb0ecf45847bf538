"""A social registry of SPDCI's shape on a local port, which can be told to misbehave."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

GROUP: dict[str, Any] = {
    "@type": "Group",
    "group_identifier": [
        {"identifier_type": "HOUSEHOLD_ID", "identifier_value": "0203-000001"},
        {"identifier_type": "CARD", "identifier_value": "E-77-01"},
    ],
    "group_head_info": {
        "person": {"birth_date": "1965-03-12T00:00:00Z", "phone_number": "+85512345678"}
    },
    "member_list": [
        {"household_member": {"demographic_info": {"person": {"birth_date": "2001"}}}},
    ],
    "additional_attributes": [
        {"attribute_name": "poverty_level", "attribute_value": "poor_2"},
        {"attribute_name": "card_valid_until", "attribute_value": "2027-12-31"},
        {"attribute_name": "area_code", "attribute_value": "020101"},
    ],
}


class Peer(ThreadingHTTPServer):
    """What it was asked, the groups that it holds, and how it twists its next answers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.groups: list[dict[str, Any]] = [GROUP]
        self.twist: Callable[[dict[str, Any]], Any] = lambda answer: answer
        self.status = 200
        self.wait_s = 0.0
        self.drips = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Peer

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        body = json.loads(raw)
        self.server.asked.append((self.path, dict(self.headers), body))
        twisted = self.server.twist(self._answer(body))
        content = twisted if isinstance(twisted, bytes) else json.dumps(twisted).encode()
        time.sleep(self.server.wait_s)
        try:
            self.send_response(self.server.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self._send(content)
        except OSError:
            return  # Whoever asked did not wait.

    def _send(self, content: bytes) -> None:
        if not self.server.drips:
            self.wfile.write(content)
            return
        for place in range(0, len(content), 8):
            self.wfile.write(content[place : place + 8])
            self.wfile.flush()
            time.sleep(0.05)

    def _answer(self, body: dict[str, Any]) -> dict[str, Any]:
        (asked,) = body["message"]["search_request"]
        value = asked["search_criteria"]["query"]["value"]
        found = [
            group
            for group in self.server.groups
            if any(_plain(each["identifier_value"]) == value for each in group["group_identifier"])
        ]
        return {
            "signature": "",
            "header": body["header"] | {"action": "on-search", "status": "succ"},
            "message": {
                "transaction_id": body["message"]["transaction_id"],
                "correlation_id": "1",
                "search_response": [
                    {
                        "reference_id": asked["reference_id"],
                        "timestamp": asked["timestamp"],
                        "status": "succ",
                        "data": {"version": "1.0.0", "reg_records": found},
                    }
                ],
            },
        }

    def log_message(self, *_args: Any) -> None:
        """Keep quiet."""


def _plain(value: str) -> str:
    return "".join(letter for letter in value if letter.isalnum())


@contextmanager
def serving() -> Iterator[Peer]:
    """Run a peer for a while."""
    peer = Peer()
    thread = threading.Thread(target=peer.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield peer
    finally:
        peer.shutdown()
        thread.join()
        peer.server_close()
