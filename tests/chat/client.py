"""A browser in a few lines: the same frames over HTTP and over a socket, against a real process."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
from websockets.sync.client import connect
from websockets.sync.connection import Connection
from websockets.typing import Origin

from channels_app.models import Channel


def saying(text: str, *, payload: str = "") -> dict[str, str]:
    return {"id": str(uuid4()), "text": text, "payload": payload}


@dataclass
class ChatClient:
    """One browser tab on one chat."""

    port: int
    channel: Channel
    token: str = ""
    cursor: str = ""
    number: int = 0
    lines: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, end: str = "") -> str:
        return f"http://{self.host}/chat/{self.channel.uuid}/{end}"

    def begin(self) -> "ChatClient":
        self.ask()
        assert self.token
        return self

    def frame(self, **asked: Any) -> dict[str, Any]:
        self.number += 1
        return {"n": self.number, "token": self.token, "since": self.cursor, **asked}

    def learn(self, told: dict[str, Any]) -> dict[str, Any]:
        self.token = told.get("token") or self.token
        self.cursor = told.get("cursor") or self.cursor
        for line in told.get("items", ()):
            self.lines[line["id"]] = line
        return told

    def post(self, frame: Any, **headers: str) -> httpx.Response:
        body = frame if isinstance(frame, bytes) else json.dumps(frame).encode()
        return httpx.post(self.url("talk"), content=body, headers=headers, timeout=30)

    def ask(self, **asked: Any) -> dict[str, Any]:
        return self.learn(self.post(self.frame(**asked)).json())

    def say(self, text: str, *, payload: str = "") -> str:
        one = saying(text, payload=payload)
        assert self.ask(say=[one])["kept"] == [one["id"]]
        return one["id"]

    def dial(self, *, origin: str = "") -> Connection:
        return connect(
            self.url("socket").replace("http", "ws", 1),
            origin=Origin(origin or f"http://{self.host}"),
        )

    def over(self, socket: Connection, **asked: Any) -> dict[str, Any]:
        """Carry out one exchange over a socket; what is pushed meanwhile is learnt too."""
        frame = self.frame(**asked)
        socket.send(json.dumps(frame))
        while True:
            told = self.learn(json.loads(socket.recv(timeout=30)))
            if told.get("n") == frame["n"]:
                return told

    def texts(self, *, mine: bool) -> list[str]:
        found = sorted(self.lines.values(), key=lambda line: line["at"])
        return [line["text"] for line in found if line["me"] is mine]
