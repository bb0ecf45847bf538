"""A voice note or a picture from the browser: evidence, under the id that the browser made."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest

from channels_app import inbox
from channels_app.evidence import LARGEST_FILE, MediaKind
from channels_app.kind import Fetched, FetchedOrNot, Media, Received, Rejected
from channels_app.kinds.webchat import limits
from channels_app.kinds.webchat.errors import Unreadable
from channels_app.kinds.webchat.session import Session
from channels_app.models import Channel

TAKEN: Final = (MediaKind.VOICE, MediaKind.PHOTO)
# The form around the file.
OVERHEAD: Final = 16 * 1024
# The file itself stands where another kind keeps the provider's name for it: one row, one commit.
# What it really is, is looked at afterwards, as with every other kind.
HERE: Final = "here:"


@dataclass(frozen=True)
class Upload:
    """What came in a form."""

    token: str
    id: UUID
    kind: str
    content: bytes


def is_too_large(request: HttpRequest) -> bool:
    """Say, before it is read, whether a request cannot be a file that we keep."""
    length = request.META.get("CONTENT_LENGTH") or ""
    return not length.isdecimal() or int(length) > LARGEST_FILE + OVERHEAD


def read(request: HttpRequest) -> Upload:
    """Read the form; Unreadable when it is none of ours."""
    try:
        file: Any = request.FILES["file"]
        kind = str(request.POST["kind"])
        content = file.read(LARGEST_FILE + 1)
        upload = Upload(request.POST["token"][:400], UUID(request.POST["id"]), kind, content)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Unreadable from error
    if kind not in TAKEN or not content:
        raise Unreadable
    return upload


def wait_s(found: Session, visitor: str) -> float:
    """Take one file's room, or give the seconds until there is some."""
    return limits.FILES_OF_SESSION.wait_s(found.id) or limits.FILES_OF_ADDRESS.wait_s(visitor)


def store(channel: Channel, found: Session, upload: Upload) -> None:
    """Keep the message and its file, once."""
    reference = HERE + base64.b64encode(upload.content).decode()
    media = Media(upload.kind, reference, size=len(upload.content))
    inbox.store(
        channel, Received(str(upload.id), found.id, "", media_count=1, media=(media,))
    )  # fmt: skip


def fetch(reference: str) -> FetchedOrNot:
    """Give the file that a reference is."""
    if not reference.startswith(HERE):
        return Rejected("reference")
    try:
        return Fetched(base64.b64decode(reference.removeprefix(HERE), validate=True))
    except (binascii.Error, ValueError):
        return Rejected("reference")
