"""New versions of rules, policies and calendars: what is in force is never edited."""

from datetime import date, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db import models, transaction

from timekeeping.now import now
from workflows.errors import InForce
from workflows.models import RoutingRule, SlaPolicy, WorkCalendar

PHNOM_PENH = ZoneInfo("Asia/Phnom_Penh")

Versioned = TypeVar("Versioned", RoutingRule, SlaPolicy, WorkCalendar)

# The rows that belong to a version, by the name of the relation.
PARTS: dict[type, str] = {SlaPolicy: "targets", WorkCalendar: "days"}


def today() -> date:
    """The date in Phnom Penh."""
    return now().astimezone(PHNOM_PENH).date()


def is_in_force(row: Versioned, *, on: date) -> bool:
    """Whether the version has begun, and so may be what a case was promised."""
    return row.valid_from <= on


@transaction.atomic
def new_version(row: Versioned) -> Versioned:
    """Copy a version with its parts; the copy begins tomorrow and may be edited until then.

    A draft that waits already is given back instead of a second one.
    """
    kind = type(row)
    newest = kind.objects.select_for_update().filter(code=row.code).order_by("-version")[0]
    if not is_in_force(newest, on=today()):
        return newest
    begins = today() + timedelta(days=1)
    _end(newest, begins)
    parts = list(getattr(newest, PARTS[kind]).all()) if kind in PARTS else []
    copy = kind.objects.get(pk=newest.pk)
    copy.pk, copy.version, copy.valid_from = None, newest.version + 1, begins
    if hasattr(copy, "valid_to"):
        copy.valid_to = None
    copy.save(force_insert=True)
    _copy_parts(copy, parts)
    return copy


@transaction.atomic
def follow(row: Versioned) -> None:
    """After a draft's first day was moved: the version before ends on that day."""
    before = _before(row)
    if before is not None:
        _end(before, row.valid_from)


@transaction.atomic
def end(row: RoutingRule | SlaPolicy, *, after: date) -> None:
    """Let a version apply up to a day and not longer; the default policy has no end.

    Raises InForce for the default policy.
    """
    if isinstance(row, SlaPolicy) and row.is_default:
        raise InForce("Exactly one policy is the default: make a new version of it instead.")
    _end(row, after + timedelta(days=1))


@transaction.atomic
def discard(row: Versioned) -> None:
    """Throw a draft away; the version before runs on. Raises InForce."""
    if is_in_force(row, on=today()):
        raise InForce
    before = _before(row)
    row.delete()
    if before is not None and not isinstance(before, WorkCalendar):
        before.valid_to = None
        before.save(update_fields=["valid_to"])


def _before(row: Versioned) -> Versioned | None:
    return type(row).objects.filter(code=row.code, version=row.version - 1).first()


def _end(row: RoutingRule | SlaPolicy | WorkCalendar, first_day_without: date) -> None:
    # Of calendars the newest in force counts: they have no last day.
    if not isinstance(row, WorkCalendar):
        row.valid_to = first_day_without
        row.save(update_fields=["valid_to"])


def _copy_parts(copy: models.Model, parts: list[models.Model]) -> None:
    for part in parts:
        part.pk = None
        setattr(part, "policy" if isinstance(copy, SlaPolicy) else "calendar", copy)
        part.save(force_insert=True)
