"""How often somebody may be wrong: counted in the table of look-ups, so that no restart forgets.

The chance of a guess: a register that holds years alone lets about one in forty guesses of a year
through (a few members, most of them within eighty years), which is why a number takes few wrong
tries in a day and every one that is known was a wrong try before.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import structlog
from django.db import connection

from cases.models import LookupOutcome, RegistryLookup
from channels_app.identity import document_hash, keyed_hash
from channels_app.models import Contact

PHNOM_PENH: Final = ZoneInfo("Asia/Phnom_Penh")
WRONG: Final = (LookupOutcome.NOT_CONFIRMED,)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many wrong tries within so long."""

    most: int
    within: timedelta


OF_CONTACT: Final = (Limit(3, timedelta(minutes=15)), Limit(8, timedelta(days=1)))
# Looking up many numbers with the right fact is no person's doing either.
OF_CONTACT_RIGHT: Final = Limit(10, timedelta(days=1))
# By the day in Phnom Penh: the mark of a number changes with the day.
OF_NUMBER: Final = 5
OF_ALL: Final = Limit(500, timedelta(hours=1))
ALARM: Final = 100


def mark_of(number: str, *, now: datetime) -> str:
    """The mark under which the tries on a number are counted on one day."""
    day = now.astimezone(PHNOM_PENH).date().isoformat()
    return keyed_hash(f"look-up:{day}:{document_hash(number)}")


def hold(*marks: str) -> None:
    """Let the tries on one number, and from one address, pass one after the other."""
    with connection.cursor() as cursor:
        for mark in sorted(marks):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [mark])


def until(contact: Contact, mark: str, *, now: datetime) -> datetime | None:
    """When the next try counts; None when it does now."""
    waits = [*_of_contact(contact, now=now), *_of_number(mark, now=now), *_of_all(now=now)]
    return max(waits, default=None)


def _of_contact(contact: Contact, *, now: datetime) -> list[datetime]:
    mine = RegistryLookup.objects.filter(contact=contact)
    found = [
        _wait(
            list(
                mine.filter(outcome__in=WRONG, at__gt=now - limit.within)
                .order_by("-at")
                .values_list("at", flat=True)[: limit.most]
            ),
            limit,
        )
        for limit in OF_CONTACT
    ]
    right = mine.filter(outcome=LookupOutcome.CONFIRMED, at__gt=now - OF_CONTACT_RIGHT.within)
    newest = list(right.order_by("-at").values_list("at", flat=True)[: OF_CONTACT_RIGHT.most])
    found.append(_wait(newest, OF_CONTACT_RIGHT))
    return [moment for moment in found if moment is not None]


def _wait(newest: list[datetime], limit: Limit) -> datetime | None:
    return newest[-1] + limit.within if len(newest) >= limit.most else None


def _of_number(mark: str, *, now: datetime) -> list[datetime]:
    wrong = RegistryLookup.objects.filter(mark=mark, outcome__in=WRONG)[:OF_NUMBER]
    if len(wrong) < OF_NUMBER:
        return []
    local = now.astimezone(PHNOM_PENH)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return [midnight.astimezone(now.tzinfo)]


def _of_all(*, now: datetime) -> list[datetime]:
    wrong = RegistryLookup.objects.filter(outcome__in=WRONG, at__gt=now - OF_ALL.within)
    count = wrong.count()
    if count >= ALARM:
        log.warning("registry_wrong_tries", within_an_hour=count)
    return [now + timedelta(minutes=10)] if count >= OF_ALL.most else []
