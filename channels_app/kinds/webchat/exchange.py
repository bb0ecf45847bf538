"""One exchange with a browser: take what it says, note what it has, give what it has missed."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import structlog

from channels_app import contacts, inbox, statuses
from channels_app.kind import Received, Status
from channels_app.kinds.webchat import limits, session, thread
from channels_app.kinds.webchat.errors import Expired, Forged
from channels_app.kinds.webchat.session import Session
from channels_app.kinds.webchat.wire import Asked, Saying
from channels_app.models import Channel, OutboundMessage, OutboundState
from timekeeping.now import now

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Answer:
    """What goes back, and whose conversation it is; `session` is None when there is none."""

    session: Session | None
    told: dict[str, Any] = field(default_factory=dict)
    token: str = ""


def answer(channel: Channel, asked: Asked, *, visitor: str) -> Answer:
    """Carry out an exchange; every message that it calls kept is committed.

    A token that is forged or too old is answered with its reason and a new conversation, which
    says nothing yet: the browser sends its words again under the new token.
    """
    moment = now()
    told: dict[str, Any] = {"n": asked.number}
    try:
        if not asked.token:
            return _begun(channel, told, visitor=visitor)
        found = session.read(channel, asked.token, moment)
    except (Forged, Expired) as error:
        why = "expired" if isinstance(error, Expired) else "forged"
        log.info("webchat_token_refused", channel_id=channel.pk, reason=why)
        return _begun(channel, told | {"why": why}, visitor=visitor)
    wait_s = limits.ASKS_OF_SESSION.wait_s(found.id)
    if wait_s:
        return Answer(found, told | {"wait": _whole(wait_s)}, asked.token)
    token = asked.token
    if found.is_old(moment):
        token = told["token"] = session.sign(channel, found, moment)
    _take(channel, found, asked, told, visitor=visitor)
    _confirm(channel, found, asked)
    if asked.wants_lines:
        lines, told["cursor"] = thread.since(channel, found.id, asked.since)
        told["items"] = [line.as_json() for line in lines]
    return Answer(found, told, token)


def _begun(channel: Channel, told: dict[str, Any], *, visitor: str) -> Answer:
    wait_s = limits.SESSIONS.wait_s(visitor)
    if wait_s:
        log.warning("webchat_too_many_sessions", channel_id=channel.pk)
        return Answer(None, told | {"wait": _whole(wait_s)})
    moment = now()
    begun = session.start(moment)
    token = session.sign(channel, begun, moment)
    return Answer(begun, told | {"token": token, "items": [], "cursor": ""}, token)


def _take(
    channel: Channel, found: Session, asked: Asked, told: dict[str, Any], *, visitor: str
) -> None:
    kept: list[str] = []
    refused: list[dict[str, Any]] = []
    for saying in asked.sayings:
        if not saying.is_takable:
            refused.append({"id": str(saying.id), "why": "length"})
        elif wait_s := _wait_s(found, visitor):
            refused.append({"id": str(saying.id), "why": "wait", "wait": _whole(wait_s)})
            told["wait"] = _whole(wait_s)
        else:
            inbox.store(channel, _received(found, saying))
            kept.append(str(saying.id))
    if kept:
        told["kept"] = kept
    if refused:
        told["refused"] = refused


def _wait_s(found: Session, visitor: str) -> float:
    return limits.SAYINGS_OF_SESSION.wait_s(found.id) or limits.SAYINGS_OF_ADDRESS.wait_s(visitor)


def _received(found: Session, saying: Saying) -> Received:
    return Received(str(saying.id), found.id, saying.text, payload=saying.payload)


def _confirm(channel: Channel, found: Session, asked: Asked) -> None:
    """Note what has arrived in the browser and what was seen, for texts of this person alone."""
    for uuids, state in ((asked.got, OutboundState.DELIVERED), (asked.read, OutboundState.READ)):
        for uuid in _movable(channel, found, uuids, state):
            event = Status(str(uuid), uuid, str(state), str(state))
            statuses.take(channel, event)


def _movable(
    channel: Channel, found: Session, uuids: tuple[UUID, ...], state: OutboundState
) -> list[UUID]:
    # What was confirmed before leaves no second row, however often a browser says it.
    if not uuids:
        return []
    hashed = contacts.address_hash(channel, found.id)
    rows = OutboundMessage.objects.filter(
        uuid__in=uuids,
        contact__channel=channel,
        contact__address_hash=hashed,
        state__in=set(statuses.FROM[state]) & set(thread.HANDED_OVER),
    )
    return list(rows.values_list("uuid", flat=True))


def _whole(seconds: float) -> int:
    return int(seconds) + 1
