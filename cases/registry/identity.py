"""Whether a person may be told of a household: a number and a second fact that belong together.

The address that writes is never one of the two: phones are shared, and a caller id is a hint.
"""

from datetime import datetime, timedelta

import structlog
from django.db import transaction

from cases.models import LookupOutcome, RegistryLookup
from cases.registry import facts, throttle
from cases.registry.adapters import registry
from cases.registry.errors import RegistryAway
from cases.registry.values import (
    Confirmed,
    NotConfirmed,
    Payment,
    Registry,
    Result,
    Throttled,
    Unavailable,
)
from channels_app.models import Contact

# After so many failures in so long a registry is not asked: each would hold a worker up.
FAILURES = 3
PAUSE = timedelta(seconds=30)

log = structlog.get_logger(__name__)


@transaction.atomic
def check(number: str, second_fact: str, *, contact: Contact, now: datetime) -> Result:
    """Look a household up for whoever writes; each try leaves a row that names nobody.

    The row stands in the caller's transaction, as does whatever is answered: one that is rolled
    back has told nobody anything. `now` is the database's instant.
    """
    asked = registry()
    mark = throttle.mark_of(number, now=now)
    throttle.hold(mark, f"contact:{contact.pk}")
    until = throttle.until(contact, mark, now=now)
    outcome, result = (
        (LookupOutcome.THROTTLED, Throttled(until))
        if until
        else _asked(asked, number, second_fact, now=now)
    )
    _keep(contact, asked, outcome, mark)
    return result


@transaction.atomic
def payments(confirmed: Confirmed, *, contact: Contact, now: datetime) -> list[Payment] | None:
    """The payments of a household that was confirmed, newest first; None where there is no word."""
    asked = registry()
    # Of whom was told stays out of the log, of the one who asked it is known.
    mark = throttle.mark_of("", now=now)
    try:
        found = asked.payments(confirmed.household)
    except RegistryAway as away:
        log.warning("registry_away", registry=asked.name, why=type(away.__cause__).__name__)
        _keep(contact, asked, LookupOutcome.UNAVAILABLE, mark)
        return None
    _keep(contact, asked, LookupOutcome.TOLD, mark)
    return found


def _asked(
    asked: Registry, number: str, second_fact: str, *, now: datetime
) -> tuple[LookupOutcome, Result]:
    if _is_resting(asked, now=now):
        return LookupOutcome.SPARED, Unavailable()
    known = facts.read(second_fact, today=now.astimezone(throttle.PHNOM_PENH).date())
    try:
        household = asked.matching(number, known)
    except RegistryAway as away:
        log.warning("registry_away", registry=asked.name, why=str(away))
        return LookupOutcome.UNAVAILABLE, Unavailable()
    if household is None:
        return LookupOutcome.NOT_CONFIRMED, NotConfirmed()
    return LookupOutcome.CONFIRMED, Confirmed(household)


def _is_resting(asked: Registry, *, now: datetime) -> bool:
    failed = RegistryLookup.objects.filter(
        outcome=LookupOutcome.UNAVAILABLE, registry=asked.name, at__gt=now - PAUSE
    )
    return failed[:FAILURES].count() >= FAILURES


def _keep(contact: Contact, asked: Registry, outcome: LookupOutcome, mark: str) -> None:
    RegistryLookup.objects.create(contact=contact, registry=asked.name, outcome=outcome, mark=mark)
