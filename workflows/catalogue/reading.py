"""Reads the catalogue's YAML files into entries; a typo is an error that says where it stands."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

import yaml

from workflows.catalogue import entries
from workflows.errors import CatalogueError

FOLDER = Path(__file__).parent

# file -> its lists, and what each entry of a list is.
FILES: dict[str, dict[str, type]] = {
    "agencies.yaml": {
        "agencies": entries.AgencyEntry,
        "payment_providers": entries.ProviderEntry,
    },
    "programmes.yaml": {"programmes": entries.ProgrammeEntry},
    "categories.yaml": {"categories": entries.CategoryEntry},
    "holidays.yaml": {"holidays": entries.HolidayEntry},
    "calendars.yaml": {"calendars": entries.CalendarEntry},
    "policies.yaml": {"ladders": dict, "policies": entries.PolicyEntry},
    "offices.yaml": {
        "offices": entries.OfficeEntry,
        "offices_per_area": entries.OfficesPerArea,
    },
    "rules.yaml": {"rules": entries.RuleEntry},
    "aliases.yaml": {"aliases": entries.AliasEntry},
}

WORDS = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    date: "a date such as 2026-01-31",
    dict: "a list of names with values",
    tuple: "a list",
}


def read(folder: Path = FOLDER) -> entries.Catalogue:
    """Read every file. Raises CatalogueError."""
    found: dict[str, Any] = {}
    for file, lists in FILES.items():
        content = _load(folder / file)
        if unknown := set(content) - set(lists):
            raise CatalogueError(
                f"unknown list; known: {', '.join(lists)}", file=file, entry=str(min(unknown))
            )
        for name, kind in lists.items():
            given = content.get(name)
            if kind is dict:
                found[name] = _expect(given, dict, file=file, entry=name, field="")
            else:
                rows = _expect(given or [], tuple, file=file, entry=name, field="")
                found[name] = tuple(
                    _entry(kind, row, file=file, nth=n) for n, row in enumerate(rows, 1)
                )
    return entries.Catalogue(**found)


def _load(path: Path) -> dict[str, Any]:
    try:
        content = yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    except (OSError, UnicodeDecodeError) as unreadable:
        raise CatalogueError("the file cannot be read", file=path.name) from unreadable
    except yaml.YAMLError as broken:
        mark = getattr(broken, "problem_mark", None)
        line = f"line {mark.line + 1}" if mark else ""
        problem = getattr(broken, "problem", None) or "not YAML"
        raise CatalogueError(problem, file=path.name, entry=line) from broken
    if not isinstance(content, dict):
        raise CatalogueError("the file holds no lists", file=path.name)
    return content


class _Loader(yaml.SafeLoader):
    """Refuses a key that stands twice, which YAML would settle in silence."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key} stands twice in one entry", node.start_mark
                )
        return super().construct_mapping(node, deep)


def _entry(kind: type, row: Any, *, file: str, nth: int) -> Any:
    name = f"entry {nth}"
    if isinstance(row, Mapping):
        name = str(row.get("code") or row.get("date") or name)
    row = _expect(row, dict, file=file, entry=name, field="")
    known, required = _fields(kind)
    for key in row:
        if key not in known:
            raise CatalogueError(
                f"unknown field; known: {', '.join(known)}", file=file, entry=name, field=str(key)
            )
    for key in required:
        if key not in row:
            raise CatalogueError("is missing", file=file, entry=name, field=key)
    values = {
        key: _expect(value, known[key], file=file, entry=name, field=key)
        for key, value in row.items()
    }
    return kind(**values)


@cache
def _fields(kind: Any) -> tuple[dict[str, type], list[str]]:
    known = {name: _plain(hint) for name, hint in get_type_hints(kind).items()}
    return known, [each.name for each in fields(kind) if each.default is MISSING]


def _plain(hint: Any) -> Any:
    """The bare type of `tuple[str, ...]`, `dict[...]` or `date | None`."""
    for kind in (bool, int, str, date, dict, tuple):
        if hint is kind or getattr(hint, "__origin__", None) is kind:
            return kind
        if kind in getattr(hint, "__args__", ()) and not hasattr(hint, "__origin__"):
            return kind
    raise TypeError(hint)


def _expect(value: Any, kind: type, *, file: str, entry: str, field: str) -> Any:
    if kind is tuple and isinstance(value, list):
        return tuple(value)
    fits = isinstance(value, kind) and not (kind is int and isinstance(value, bool))
    if not fits:
        problem = f"must be {WORDS[kind]}, not {value!r}"
        raise CatalogueError(problem, file=file, entry=entry, field=field)
    if kind is str and not value.strip() and field != "note":
        raise CatalogueError("is empty", file=file, entry=entry, field=field)
    return value
