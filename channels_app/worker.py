"""The outbox's worker: one turn claims, sends outside any transaction, and records."""

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import lru_cache

import structlog

from channels_app import buttons, faults, leases, registry, statuses
from channels_app.kind import LookedUp, Sending, Sent, Unknown
from channels_app.leases import Claim
from channels_app.models import OutboundMessage, OutboundState
from channels_app.outbox import COMMAND

log = structlog.get_logger(__name__)

SENDERS = 16


def run_once(*, limit: int = 64) -> int:
    """Send what is due, and give how many messages that were; 0 when there is nothing to do."""
    leases.tidy()
    statuses.match_parked()
    claims = leases.claim(limit)
    faults.point("outbox.claimed")
    leases.hold([claim.message for claim in claims if _stopped(claim)])
    sends = {
        _senders().submit(_deliver, claim, _sending(claim)): claim.message
        for claim in claims
        if not _stopped(claim)
    }
    _record_as_they_come(sends)
    return len(claims)


def _record_as_they_come(sends: dict[Future[Sent | LookedUp], OutboundMessage]) -> None:
    """Record all answers that are in, in one transaction, then wait for more."""
    waiting = set(sends)
    while waiting:
        ready, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        leases.record([(sends[future], future.result()) for future in ready])
        faults.point("outbox.recorded")


def _deliver(claim: Claim, sending: Sending) -> Sent | LookedUp:
    """Send one message in a thread of the pool; no database here.

    After an attempt whose end nobody knows the provider is asked, and nothing is sent: a message
    that it does not have comes back to the queue, where STOP and what was taken back count.
    """
    message = claim.message
    kind = registry.get(message.channel.kind)
    try:
        if claim.was == OutboundState.UNKNOWN:
            return kind.look_up(message.channel, sending)
        faults.point("outbox.before_send")
        outcome = kind.send(message.channel, sending)
        faults.point("outbox.after_send")
    except Exception as error:  # a kind's mistake must not cost the other messages
        log.exception("outbound_send_broke", message_id=message.pk)
        return Unknown(type(error).__name__)
    return outcome


def _sending(claim: Claim) -> Sending:
    message = claim.message
    known: frozenset[str] = frozenset()
    if claim.was == OutboundState.UNKNOWN:
        others = OutboundMessage.objects.filter(contact_id=message.contact_id)
        known = frozenset(others.exclude(provider_id="").values_list("provider_id", flat=True))
    return Sending(
        uuid=message.uuid,
        address=message.contact.address,
        body=message.body,
        created_at=message.created_at,
        known_ids=known,
        buttons=buttons.unpacked(message.buttons),
    )


def _stopped(claim: Claim) -> bool:
    message = claim.message
    asked_to_stop = message.contact.stopped_at is not None and message.purpose != COMMAND
    # What may have left already is looked up all the same, so that we know.
    return asked_to_stop and claim.was != OutboundState.UNKNOWN


@lru_cache(maxsize=1)
def _senders() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(SENDERS, thread_name_prefix="sender")
