"""Checks what the files say about each other, before anything is written."""

from collections.abc import Callable, Iterable
from typing import Any

from workflows.catalogue.entries import Catalogue, PolicyEntry, RuleEntry
from workflows.errors import CatalogueError
from workflows.models.catalogue import ProgrammeStatus, Sensitivity, Severity
from workflows.models.organisation import AreaLevel, OfficeLevel
from workflows.models.sla import Metric
from workflows.sla.errors import SlaError
from workflows.sla.ladder import parse_ladder
from workflows.sla.parsing import parse_calendar
from workflows.sla.targets import Target, Unit


def check(catalogue: Catalogue) -> None:
    """Raise CatalogueError at the first thing that cannot be."""
    for step in (_codes, _programmes, _categories, _offices, _calendars, _policies, _rules):
        step(catalogue)


def parse_target(text: str) -> Target:
    """`10 working_days` as a target. Raises ValueError or SlaError."""
    amount, _, unit = text.partition(" ")
    return Target(int(amount), Unit(unit))


def _codes(catalogue: Catalogue) -> None:
    for file, entries in (
        ("agencies.yaml", catalogue.agencies),
        ("agencies.yaml", catalogue.payment_providers),
        ("programmes.yaml", catalogue.programmes),
        ("categories.yaml", catalogue.categories),
        ("calendars.yaml", catalogue.calendars),
        ("policies.yaml", catalogue.policies),
        ("offices.yaml", catalogue.offices),
        ("rules.yaml", catalogue.rules),
    ):
        seen: set[str] = set()
        for entry in entries:
            if entry.code in seen:
                raise CatalogueError("stands twice", file=file, entry=entry.code, field="code")
            seen.add(entry.code)
    for provider in catalogue.payment_providers:
        _known(provider.agency, catalogue.agencies, "agencies.yaml", provider.code, "agency")


def _programmes(catalogue: Catalogue) -> None:
    for each in catalogue.programmes:
        where = ("programmes.yaml", each.code)
        _known(each.agency, catalogue.agencies, *where, "agency")
        _known(each.parent, catalogue.programmes, *where, "parent")
        for provider in each.payment_providers:
            _known(provider, catalogue.payment_providers, *where, "payment_providers")
        _one_of(each.status, ProgrammeStatus.values, *where, "status")


def _categories(catalogue: Catalogue) -> None:
    for each in catalogue.categories:
        where = ("categories.yaml", each.code)
        _one_of(each.severity, Severity.values, *where, "severity")
        _one_of(each.sensitivity, Sensitivity.values, *where, "sensitivity")
        _patterns(each.programmes, catalogue.programmes, *where, "programmes")


def _offices(catalogue: Catalogue) -> None:
    for each in catalogue.offices:
        where = ("offices.yaml", each.code)
        _known(each.agency, catalogue.agencies, *where, "agency")
        _known(each.parent, catalogue.offices, *where, "parent")
        _one_of(each.level, OfficeLevel.values, *where, "level")
    intakes = [each.code for each in catalogue.offices if each.is_intake]
    if len(intakes) != 1:
        raise CatalogueError(
            "exactly one office is the intake", file="offices.yaml", field="is_intake"
        )
    for pattern in catalogue.offices_per_area:
        where = ("offices.yaml", pattern.code)
        _known(pattern.agency, catalogue.agencies, *where, "agency")
        _one_of(pattern.for_each, AreaLevel.values, *where, "for_each")


def _calendars(catalogue: Catalogue) -> None:
    for each in catalogue.calendars:
        try:
            parse_calendar(each.code, zone=each.zone, weekly=each.weekly).check(each.valid_from)
        except SlaError as wrong:
            raise CatalogueError(
                str(wrong), file="calendars.yaml", entry=each.code, field="weekly"
            ) from wrong


def _policies(catalogue: Catalogue) -> None:
    for name, steps in catalogue.ladders.items():
        try:
            parse_ladder(steps)
        except SlaError as wrong:
            raise CatalogueError(
                str(wrong), file="policies.yaml", entry=name, field="ladders"
            ) from wrong
    for each in catalogue.policies:
        where = ("policies.yaml", each.code)
        _known(each.calendar_code, catalogue.calendars, *where, "calendar_code")
        _one_of(each.ladder, list(catalogue.ladders), *where, "ladder")
        _patterns(each.categories, catalogue.categories, *where, "categories")
        _patterns(each.programmes, catalogue.programmes, *where, "programmes")
        _targets(each)
    if sum(each.is_default for each in catalogue.policies) != 1:
        raise CatalogueError(
            "exactly one policy is the default", file="policies.yaml", field="is_default"
        )


def _targets(policy: PolicyEntry) -> None:
    for metric, text in policy.targets.items():
        where: dict[str, str] = {"file": "policies.yaml", "entry": policy.code, "field": metric}
        if metric not in Metric.values:
            raise CatalogueError(f"unknown measure; known: {', '.join(Metric.values)}", **where)
        try:
            parse_target(str(text))
        except (ValueError, SlaError) as wrong:
            raise CatalogueError(
                f"{text!r} is no target such as `10 working_days`", **where
            ) from wrong


def _rules(catalogue: Catalogue) -> None:
    for each in catalogue.rules:
        where = ("rules.yaml", each.code)
        _known(each.office, catalogue.offices, *where, "office")
        _known(each.agency, catalogue.agencies, *where, "agency")
        _known(each.lifts_to, catalogue.agencies, *where, "lifts_to")
        _one_of(each.level, ["", *OfficeLevel.values], *where, "level")
        _patterns(each.categories, catalogue.categories, *where, "categories")
        _patterns(each.programmes, catalogue.programmes, *where, "programmes")
        _one_target(each)


def _one_target(rule: RuleEntry) -> None:
    if bool(rule.office) == bool(rule.level) or (rule.agency and not rule.level):
        raise CatalogueError(
            "needs an office, or a level with or without an agency",
            file="rules.yaml",
            entry=rule.code,
            field="office",
        )


def _known(code: str, entries: Iterable[Any], file: str, entry: str, field: str) -> None:
    if code and all(code != each.code for each in entries):
        raise CatalogueError(f"there is no {code!r}", file=file, entry=entry, field=field)


def _patterns(
    codes: Iterable[str], entries: Iterable[Any], file: str, entry: str, field: str
) -> None:
    known = [each.code for each in entries]
    for code in codes:
        fits: Callable[[str], bool] = (
            (lambda each, start=code[:-1]: each.startswith(start))  # type: ignore[misc]
            if code.endswith("*")
            else (lambda each, whole=code: each == whole)  # type: ignore[misc]
        )
        if not any(fits(each) for each in known):
            raise CatalogueError(f"there is no {code!r}", file=file, entry=entry, field=field)


def _one_of(value: Any, known: Iterable[Any], file: str, entry: str, field: str) -> None:
    words = list(known)
    if value not in words:
        raise CatalogueError(
            f"{value!r} is not one of {', '.join(str(each) for each in words if each != '')}",
            file=file,
            entry=entry,
            field=field,
        )
