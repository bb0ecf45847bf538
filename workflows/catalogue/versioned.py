"""Applies calendars, deadline policies and routing rules: a change is a new version."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import models

from workflows.catalogue.changes import Change, differing, told
from workflows.catalogue.checking import parse_target
from workflows.catalogue.entries import Catalogue
from workflows.catalogue.organisation import ids_by_code
from workflows.models import (
    Agency,
    CalendarDay,
    Office,
    RoutingRule,
    SlaPolicy,
    SlaTarget,
    WorkCalendar,
)
from workflows.models.sla import DayKind


@dataclass
class Version:
    """A versioned row as it ships, with the rows that belong to it."""

    code: str
    values: dict[str, Any]
    parts: list[models.Model] = field(default_factory=list)


def apply_calendars(catalogue: Catalogue, *, overwrite: bool, today: date) -> list[Change]:
    """Calendars with their holidays."""
    versions = []
    for each in catalogue.calendars:
        values = asdict(each)
        years = values.pop("holidays")
        days: list[models.Model] = [
            CalendarDay(
                date=holiday.date,
                kind=DayKind.CLOSED,
                name_km=holiday.name_km,
                name_en=holiday.name_en,
            )
            for holiday in catalogue.holidays
            if holiday.date.year in years
        ]
        versions.append(Version(each.code, values, days))
    change = Change("calendars")
    _apply(change, WorkCalendar, versions, "calendar", overwrite=overwrite, today=today)
    return [change]


def apply_policies(catalogue: Catalogue, *, overwrite: bool, today: date) -> list[Change]:
    """Deadline policies with their targets."""
    versions = []
    for each in catalogue.policies:
        values = asdict(each)
        targets = values.pop("targets")
        values["ladder"] = catalogue.ladders[each.ladder]
        values["categories"] = list(each.categories)
        values["programmes"] = list(each.programmes)
        parts: list[models.Model] = []
        for metric, text in targets.items():
            target = parse_target(text)
            parts.append(SlaTarget(metric=metric, amount=target.amount, unit=str(target.unit)))
        versions.append(Version(each.code, values, parts))
    change = Change("policies")
    _apply(change, SlaPolicy, versions, "policy", overwrite=overwrite, today=today)
    return [change]


def apply_rules(catalogue: Catalogue, *, overwrite: bool, today: date) -> list[Change]:
    """Routing rules."""
    agencies, offices = ids_by_code(Agency), ids_by_code(Office)
    versions = []
    for each in catalogue.rules:
        values = asdict(each)
        for name in ("programmes", "categories", "channels"):
            values[name] = list(values[name])
        values["office_id"] = offices.get(values.pop("office"))
        values["agency_id"] = agencies.get(values.pop("agency"))
        values["lifts_to_id"] = agencies.get(values.pop("lifts_to"))
        versions.append(Version(each.code, values))
    change = Change("rules")
    _apply(change, RoutingRule, versions, "", overwrite=overwrite, today=today)
    return [change]


def _apply(
    change: Change,
    model: Any,
    versions: list[Version],
    owner: str,
    *,
    overwrite: bool,
    today: date,
) -> None:
    """`owner` is the column by which the parts point at their version."""
    latest = {row.code: row for row in model.objects.order_by("code", "version")}
    parts = _parts_by_owner(versions, owner)
    for version in versions:
        found = latest.get(version.code)
        if found is None:
            _create(model, version, owner, number=1)
            change.added.append(version.code)
            continue
        shipped = {name: value for name, value in version.values.items() if name != "valid_from"}
        differences = differing(found, shipped)
        present, wanted = parts.get(found.pk, {}), _described(version.parts)
        if present != wanted:
            differences[f"{owner} parts"] = _only_different(present, wanted)
        if not differences:
            continue
        if overwrite:
            _close(found, today)
            version.values["valid_from"] = max(today, found.valid_from)
            _create(model, version, owner, number=found.version + 1)
        (change.replaced if overwrite else change.differing).append(told(version.code, differences))


def _create(model: Any, version: Version, owner: str, *, number: int) -> None:
    row = model.objects.create(version=number, **version.values)
    for part in version.parts:
        setattr(part, owner, row)
    if version.parts:
        kind: Any = type(version.parts[0])
        kind.objects.bulk_create(version.parts)


def _close(found: Any, today: date) -> None:
    # The newest calendar in force counts, so that a calendar needs no last day.
    if hasattr(found, "valid_to"):
        found.valid_to = max(today, found.valid_from)
        found.save(update_fields=["valid_to"])


def _parts_by_owner(versions: list[Version], owner: str) -> dict[int, dict[str, str]]:
    kind: Any = next((type(part) for version in versions for part in version.parts), None)
    owned: dict[int, list[models.Model]] = {}
    for part in kind.objects.all() if kind else ():
        owned.setdefault(getattr(part, f"{owner}_id"), []).append(part)
    return {pk: _described(parts) for pk, parts in owned.items()}


def _described(parts: list[models.Model]) -> dict[str, str]:
    """Each part by what identifies it within its version, with what it says."""
    described = {}
    for part in parts:
        if isinstance(part, SlaTarget):
            described[part.metric] = f"{part.amount} {part.unit}"
        elif isinstance(part, CalendarDay):
            described[part.date.isoformat()] = f"{part.kind} {part.intervals} {part.name_km}"
    return described


def _only_different(
    present: dict[str, str], wanted: dict[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    keys = {key for key in present | wanted if present.get(key) != wanted.get(key)}
    return (
        {key: present[key] for key in sorted(keys) if key in present},
        {key: wanted[key] for key in sorted(keys) if key in wanted},
    )
