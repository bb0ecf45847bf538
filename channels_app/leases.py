"""The outbox's claims and records: short transactions before and after a send, never around it."""

import random
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.db import DataError, IntegrityError, connection, transaction

from channels_app import contacts
from channels_app.kind import Accepted, LookedUp, NotFound, Rejected, Retry, Sent, Unknown
from channels_app.models import Channel, Contact, OutboundMessage, OutboundState
from timekeeping.now import DatabaseNow

log = structlog.get_logger(__name__)

# Longer than a look-up and a send with all their timeouts.
LEASE = timedelta(seconds=90)
# 1-5-15-60-180 minutes, then a person decides.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180))
# Time for the provider's own list to show what it has just taken.
ASK_AFTER = timedelta(seconds=30)
TOO_MANY = timedelta(seconds=15)

# One message at a time to a person, in order; the pieces of one text strictly so. Something
# that waits for its second try does not hold back the next, but a piece of the same text does.
LEASE_DUE = """
WITH moment AS MATERIALIZED (SELECT samleng_now() AS now),
due AS MATERIALIZED (
    SELECT id, state FROM channels_app_outboundmessage message
    WHERE state IN ('queued', 'retry_wait', 'unknown')
      AND next_try_at <= (SELECT now FROM moment)
      AND channel_id IN (SELECT id FROM channels_app_channel WHERE is_active)
      AND NOT EXISTS (
        SELECT 1 FROM channels_app_outboundmessage earlier
        WHERE earlier.contact_id = message.contact_id AND earlier.id < message.id
          AND earlier.state IN ('queued', 'leased', 'retry_wait', 'unknown')
          AND (earlier.state = 'leased' OR earlier."group" = message."group"
            OR (earlier.state = 'queued' AND earlier.lane <= message.lane
              AND earlier.next_try_at <= (SELECT now FROM moment))))
    ORDER BY lane, next_try_at, id LIMIT %s
    FOR UPDATE OF message SKIP LOCKED
)
UPDATE channels_app_outboundmessage message
SET state = 'leased', attempt_id = gen_random_uuid(), attempts = attempts + 1,
    leased_until = moment.now + %s
FROM due, moment WHERE message.id = due.id
RETURNING message.*, due.state AS was
"""

EXPIRE = """
UPDATE channels_app_outboundmessage SET state = 'expired', error_code = 'too-late'
WHERE state IN ('queued', 'retry_wait') AND expires_at <= (SELECT samleng_now())
"""

# Its sender died or hangs: what the provider knows decides.
LAPSE = """
UPDATE channels_app_outboundmessage
SET state = 'unknown', attempt_id = NULL, next_try_at = samleng_now()
WHERE state = 'leased' AND leased_until <= (SELECT samleng_now())
"""

# A callback may have been quicker than this answer: then its state stays.
ACCEPT = """
UPDATE channels_app_outboundmessage message
SET provider_id = answer.provider_id,
    accepted_at = coalesce(accepted_at, samleng_now()),
    state = CASE WHEN state = 'leased' THEN 'accepted' ELSE state END
FROM unnest(%s::bigint[], %s::uuid[], %s::text[]) AS answer(id, attempt_id, provider_id)
WHERE message.id = answer.id AND message.attempt_id = answer.attempt_id
"""


@dataclass(frozen=True)
class Claim:
    """A message leased for one attempt."""

    message: OutboundMessage
    was: str
    """Its state before."""


def tidy() -> None:
    """Let expire what is too late, and take back the leases of senders that are gone."""
    with connection.cursor() as cursor:
        cursor.execute(EXPIRE)
        cursor.execute(LAPSE)
        if cursor.rowcount:
            log.warning("outbox_leases_lapsed", count=cursor.rowcount)


def claim(limit: int) -> list[Claim]:
    """Lease up to `limit` due messages, most urgent first."""
    messages = list(OutboundMessage.objects.raw(LEASE_DUE, [limit, LEASE]))
    people = Contact.objects.in_bulk({message.contact_id for message in messages})
    channels = Channel.objects.in_bulk({message.channel_id for message in messages})
    for message in messages:
        message.contact = people[message.contact_id]
        message.channel = channels[message.channel_id]
    messages.sort(key=lambda message: (message.lane, message.pk))
    return [Claim(message, was=vars(message)["was"]) for message in messages]


def hold(messages: list[OutboundMessage]) -> None:
    """Suppress claimed messages to people who told us to stop after they were queued."""
    if messages:
        OutboundMessage.objects.filter(
            pk__in=[message.pk for message in messages], state=OutboundState.LEASED
        ).update(state=OutboundState.SUPPRESSED, error_code="stopped")


@transaction.atomic
def record(outcomes: list[tuple[OutboundMessage, Sent | LookedUp]]) -> None:
    """Write what became of each attempt; an attempt that lost its lease writes nothing."""
    taken = [(message, said) for message, said in outcomes if isinstance(said, Accepted)]
    try:
        with transaction.atomic():
            _accept(taken)
    except (IntegrityError, DataError):
        _accept_singly(taken)
    for message, outcome in outcomes:
        if not isinstance(outcome, Accepted):
            _settle(message, outcome)


def _accept(taken: list[tuple[OutboundMessage, Accepted]]) -> None:
    if taken:
        ids = [message.pk for message, _ in taken]
        attempts = [message.attempt_id for message, _ in taken]
        with connection.cursor() as cursor:
            cursor.execute(ACCEPT, [ids, attempts, [said.provider_id for _, said in taken]])


def _accept_singly(taken: list[tuple[OutboundMessage, Accepted]]) -> None:
    """Find the one whose provider id cannot be: another message's already, or no id at all."""
    for message, said in taken:
        try:
            with transaction.atomic():
                _accept([(message, said)])
        except (IntegrityError, DataError):
            _settle(message, Unknown("the provider gave an id twice, or none that can be kept"))


def _settle(message: OutboundMessage, outcome: Retry | Rejected | Unknown | NotFound) -> None:
    values: dict[str, object]
    if isinstance(outcome, Rejected):
        values = {"state": OutboundState.FAILED, "error_code": _kept(outcome.code, 40)}
        if outcome.text:
            values["error_text"] = _kept(outcome.text, 300)
        if outcome.stopped:
            contacts.stop(message.contact)
    elif isinstance(outcome, NotFound):
        # It surely has not left. Asking was no attempt; the next claim looks at STOP and expiry.
        values = {"state": OutboundState.RETRY, "error_code": "not-found"}
        values |= {"attempts": message.attempts - 1, "next_try_at": DatabaseNow()}
    else:
        values = _again(message, outcome)
    # Only while it is ours: a callback or a lapsed lease may have moved it meanwhile.
    OutboundMessage.objects.filter(
        pk=message.pk, attempt_id=message.attempt_id, state=OutboundState.LEASED
    ).update(**values)
    log.info("outbound_not_sent", message_id=message.pk, state=str(values["state"]),
             code=values["error_code"], attempt=message.attempts)  # fmt: skip


def _again(message: OutboundMessage, outcome: Retry | Unknown) -> dict[str, object]:
    """Give the next try by the class of the error, or the end of the tries."""
    unknown = isinstance(outcome, Unknown)
    code = "unknown" if isinstance(outcome, Unknown) else _kept(outcome.code, 40)
    text = _kept(outcome.reason, 300) if isinstance(outcome, Unknown) else ""
    values: dict[str, object] = {"error_code": code}
    if text:
        values["error_text"] = text
    values["state"] = OutboundState.UNKNOWN if unknown else OutboundState.RETRY
    if isinstance(outcome, Retry) and outcome.code == "429":
        # The provider's queue, not the message: such a wait is no attempt.
        wait = timedelta(seconds=outcome.after_s) if outcome.after_s is not None else TOO_MANY
        return values | {"attempts": message.attempts - 1, "next_try_at": _in(wait, at_least=True)}
    if message.attempts > len(WAITS):
        return values | {"state": OutboundState.FAILED}
    wait = ASK_AFTER if unknown and message.attempts == 1 else WAITS[message.attempts - 1]
    return values | {"next_try_at": _in(wait)}


def _kept(words: str, most: int) -> str:
    """Give a provider's words as the table takes them: no NUL, and not too long."""
    return words.replace("\x00", "")[:most]


def _in(wait: timedelta, *, at_least: bool = False) -> object:
    # Spread, so that what failed together does not come back together.
    spread = random.uniform(1.0, 1.2) if at_least else random.uniform(0.8, 1.2)  # noqa: S311
    return DatabaseNow() + wait * spread
