"""Voice notes written down by a machine: an interface, off unless the environment names an adapter.

What a machine wrote helps an officer to find the place; it decides nothing, and no case rests
on it. Off, nothing is called and nothing leaves: a voice is as good as a name.
"""

from typing import Final, Protocol

import structlog
from django.conf import settings

from channels_app import calling

log = structlog.get_logger(__name__)
OK: Final = 200
LONGEST: Final = 5000


class Transcriber(Protocol):
    """One machine that writes down speech."""

    def write_down(self, content: bytes, content_type: str) -> str:
        """Give the words, "" where there are none. May raise calling's two errors."""


class OverHttp:
    """A service of one's own: the file as the body, `{"text": "..."}` as the answer."""

    def write_down(self, content: bytes, content_type: str) -> str:
        """Post the file to TRANSCRIPTION_URL."""
        headers = {"Content-Type": content_type}
        answer = calling.request(
            "POST", settings.TRANSCRIPTION_URL, content=content, headers=headers
        )
        try:
            said = answer.json() if answer.status_code == OK else {}
        except ValueError:
            said = {}
        words = said.get("text") if isinstance(said, dict) else None
        return words if isinstance(words, str) else ""


ADAPTERS: Final[dict[str, Transcriber]] = {"http": OverHttp()}


def write_down(content: bytes, content_type: str) -> str:
    """Give what a voice note says, or "" where no machine is named or it does not answer."""
    machine = ADAPTERS.get(settings.TRANSCRIPTION)
    if machine is None:
        return ""
    try:
        words = machine.write_down(content, content_type)
    except (calling.NeverLeft, calling.MayHaveLeft) as error:
        log.warning("transcription_failed", reason=str(error))
        return ""
    return words.replace("\x00", "\ufffd")[:LONGEST]
