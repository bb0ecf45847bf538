"""The dialogue at a Rasa server, asked over its REST channel."""

from collections.abc import Mapping
from typing import Any, Final

import httpx

from bot.dialogue.admission import admit
from bot.dialogue.assets.domain import Domain
from bot.dialogue.errors import DialogueUnavailable
from bot.dialogue.interface import Answer, Payload
from bot.dialogue.replies import buttons_of

# A person waits; a slow server is as good as none, and a human takes over.
TIMEOUT: Final = httpx.Timeout(10, connect=2, pool=2)


class RasaServer:
    """A Dialogue that Rasa has.

    What was sent is never sent again: a server that took it and then fell silent would take it
    twice. Only a connection that never came about is tried once more.
    """

    def __init__(
        self,
        url: str,
        domain: Domain,
        *,
        token: str = "",
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._domain = domain
        self._client = httpx.Client(
            base_url=url,
            # Rasa itself asks for no token at this door: the proxy before it does.
            headers={"Authorization": f"Bearer {token}"} if token else {},
            timeout=TIMEOUT,
            transport=transport or httpx.HTTPTransport(retries=1),
            trust_env=False,
        )

    def turn(self, sender: str, payload: Payload, *, channel: str = "") -> tuple[Answer, ...]:
        """Send one message and give the whole reply. Raises DialogueUnavailable."""
        message: dict[str, Any] = {
            "sender": sender,
            "message": admit(payload, self._domain).text(),
        }
        if channel:
            message["input_channel"] = channel
        try:
            answer = self._client.post("/webhooks/rest/webhook", json=message)
            answer.raise_for_status()
            pieces = answer.json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise DialogueUnavailable from error
        if not isinstance(pieces, list):
            raise DialogueUnavailable
        return tuple(_answer(piece) for piece in pieces if isinstance(piece, Mapping))

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def restart(self, sender: str) -> None:
        """Forget what was said with this person. Raises DialogueUnavailable."""
        self.turn(sender, Payload("restart"))


def _answer(piece: Mapping[str, Any]) -> Answer:
    custom = piece.get("custom") or {}
    return Answer(
        text=str(piece.get("text") or ""),
        custom=custom if isinstance(custom, Mapping) else {"value": custom},
        buttons=buttons_of(
            [each for each in piece.get("buttons") or [] if isinstance(each, Mapping)]
        ),
    )
