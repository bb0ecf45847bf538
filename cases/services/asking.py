"""Asking the person something: the agency's clock waits, the person's own does not."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from cases.errors import BadDate, NeedsReason
from cases.models import Case
from cases.services import clocks
from cases.services.placing import PHNOM_PENH
from cases.services.replying import send_words
from cases.services.steps import move, record, take
from timekeeping.now import now
from workflows.models import Officer
from workflows.models.sla import Metric
from workflows.policies import policy_version

PAUSED_BY_ASKING = (Metric.RESOLUTION,)


@transaction.atomic
def ask(
    case: Case,
    *,
    question: str,
    reason: str,
    expected_on: date,
    by: Officer,
    version: int,
    key: UUID,
) -> None:
    """Send a question and wait for the answer until a day, at most as long as the policy says."""
    taken = take(case, to="ask", version=version, key=key)
    if taken is None:
        return
    if not reason.strip():
        raise NeedsReason
    moment = now()
    today = moment.astimezone(PHNOM_PENH).date()
    if not today < expected_on <= today + _left_to_wait(taken):
        raise BadDate
    move(taken.ask)
    # The whole of the last day is theirs.
    taken.awaiting_until = datetime.combine(
        expected_on + timedelta(days=1), time.min, tzinfo=PHNOM_PENH
    )
    clocks.pause(taken, PAUSED_BY_ASKING, at=moment, reason=reason.strip()[:200], by=by)
    taken.save()
    record(taken, "asked", by=by, reason=reason.strip(), expected_on=expected_on.isoformat())
    send_words(taken, body=question, by=by)


def _left_to_wait(case: Case) -> timedelta:
    """The policy caps all waits of a case together, however many questions are asked."""
    cap = policy_version(case.policy_code, case.policy_version).awaiting_cap_days
    return timedelta(days=cap) - clocks.waited(case)


@transaction.atomic
def resume(case: Case, *, by: Officer, version: int, key: UUID) -> None:
    """Go on without an answer, or with one that came another way."""
    taken = take(case, to="resume", version=version, key=key)
    if taken is None:
        return
    went_on(taken, by=by, because="officer")


def went_on(case: Case, *, by: Officer | None, because: str) -> None:
    """Leave the wait: the person answered, the day passed, or an officer decided so."""
    move(case.resume)
    case.awaiting_until = None
    clocks.resume(case, at=now(), by=by)
    case.save()
    record(case, "answered", by=by, because=because)
