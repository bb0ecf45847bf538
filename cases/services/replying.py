"""What an officer says to a person, hears on the phone, or notes."""

from uuid import UUID

from django.db import transaction

from cases.errors import NeedsReason, NoRecipient
from cases.models import Case
from cases.services import clocks, telling
from cases.services.steps import record, take
from timekeeping.now import now
from workflows.models import Officer
from workflows.models.sla import Metric


@transaction.atomic
def reply(case: Case, *, body: str, by: Officer, version: int, key: UUID) -> None:
    """Send an officer's words. The first answer counts when the provider has taken it."""
    taken = take(case, to="reply", version=version, key=key)
    if taken is None:
        return
    send_words(taken, body=body, by=by)


def send_words(case: Case, *, body: str, by: Officer) -> None:
    """Queue an officer's words. Raises NoRecipient, and NeedsReason when there are none."""
    words = body.strip()
    if not words:
        raise NeedsReason
    contact = telling.contact_of(case)
    if contact is None:
        raise NoRecipient
    if not telling.say(contact, body=words, purpose="reply", case=case, by=by):
        raise NoRecipient


@transaction.atomic
def log_call(
    case: Case, *, reached: bool, summary: str, by: Officer, version: int, key: UUID
) -> None:
    """Write down a phone call; one in which the person was reached is an answer."""
    taken = take(case, to="call", version=version, key=key)
    if taken is None:
        return
    if not summary.strip():
        raise NeedsReason
    if reached:
        answered_in_person(taken, by=by)
        taken.save()
    record(taken, "phone_call", by=by, reached=reached, text=summary.strip())


def answered_in_person(case: Case, *, by: Officer) -> None:
    """A conversation is a first answer: sets fields, the caller saves."""
    moment = now()
    case.first_response_at = case.first_response_at or moment
    clocks.stop(case, [Metric.FIRST_RESPONSE], at=moment, by=by)


@transaction.atomic
def note(case: Case, *, text: str, by: Officer, version: int, key: UUID) -> None:
    """Keep an internal note, which nobody outside sees."""
    taken = take(case, to="note", version=None, key=key)
    if taken is None:
        return
    if not text.strip():
        raise NeedsReason
    record(taken, "note", by=by, text=text.strip())
