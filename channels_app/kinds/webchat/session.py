"""Who writes: a random id that the browser holds, in a token that only we can make.

Nothing is stored for it: a conversation takes room in the tables with its first message.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.core.signing import BadSignature, Signer

from channels_app.kinds.webchat.errors import Expired, Forged
from channels_app.models import Channel

ID: Final = re.compile(r"[0-9a-f]{32}")
# A token that is in use is written anew once it is this old: disuse is what ends it.
RENEWED_AFTER: Final = timedelta(hours=1)
DAYS: Final = 30


@dataclass(frozen=True)
class Session:
    """One browser's conversation with one channel."""

    id: str
    """The address that messages come from and go to: 128 random bits."""
    issued_at: datetime

    def is_old(self, now: datetime) -> bool:
        """Say whether the browser should get a new token."""
        return now - self.issued_at > RENEWED_AFTER


def start(now: datetime) -> Session:
    """Begin a conversation."""
    return Session(secrets.token_hex(16), now)


def sign(channel: Channel, session: Session, now: datetime) -> str:
    """Give the token that proves the session until it is not used for long."""
    return _signer(channel).sign(f"{session.id}.{int(now.timestamp())}")


def read(channel: Channel, token: str, now: datetime) -> Session:
    """Give the session of a token; Forged or Expired where there is none."""
    try:
        session_id, issued = _signer(channel).unsign(token).split(".")
        issued_at = datetime.fromtimestamp(int(issued), UTC)
    except (BadSignature, ValueError, OverflowError, OSError) as error:
        raise Forged from error
    if not ID.fullmatch(session_id):
        raise Forged
    if now - issued_at > lifetime(channel):
        raise Expired
    return Session(session_id, issued_at)


def lifetime(channel: Channel) -> timedelta:
    """Say for how long a conversation lives while nobody uses it."""
    kept = str(channel.config.get("session_days") or DAYS)
    return timedelta(days=int(kept) if kept.isdecimal() else DAYS)


def _signer(channel: Channel) -> Signer:
    # The salt is the channel's: a token of one chat opens no other.
    return Signer(sep=".", salt=f"webchat:{channel.uuid}")
