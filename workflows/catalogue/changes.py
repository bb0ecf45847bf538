"""What a load changes, or would change: counts, and lines that a person can read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

# A list of two thousand offices helps nobody; the count stands above it.
MOST_LINES = 10


@dataclass
class Change:
    """One kind of row: what was added, what differs, and what was replaced."""

    name: str
    added: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    # Rows added that nobody wants to see listed.
    unlisted: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.replaced or self.unlisted)

    def lines(self, *, every: bool = False) -> list[str]:
        """The counts and the first lines of each list; `every` shows them all."""
        shown = [f"{self.name}: {self.unlisted} added"] if self.unlisted else []
        for word, mark, rows in (
            ("added", "+", self.added),
            ("replaced", "~", self.replaced),
            ("differ in the database and stay", "=", self.differing),
        ):
            if rows:
                most = len(rows) if every else MOST_LINES
                shown.append(f"{self.name}: {len(rows)} {word}")
                shown.extend(f"  {mark} {row}" for row in rows[:most])
                if len(rows) > most:
                    shown.append(f"  {mark} ... and {len(rows) - most} more")
        return shown


@dataclass(frozen=True)
class Wanted:
    """A row as it ships: its key and its values by column."""

    key: str
    values: dict[str, Any]


def apply_rows(
    change: Change,
    model: Any,
    rows: Iterable[Wanted],
    *,
    key_column: str,
    overwrite: bool,
) -> None:
    """Add what is missing; report what differs, or make it as it ships when told to."""
    queryset = model.objects.all()
    existing = {str(getattr(found, key_column)): found for found in queryset}
    missing: list[models.Model] = []
    changed: list[models.Model] = []
    columns: set[str] = set()
    for row in rows:
        found = existing.get(row.key)
        if found is None:
            missing.append(model(**row.values))
            change.added.append(row.key)
            continue
        differences = differing(found, row.values)
        if differences and overwrite:
            for column, (_, shipped) in differences.items():
                setattr(found, column, shipped)
            changed.append(found)
            columns |= set(differences)
        if differences:
            (change.replaced if overwrite else change.differing).append(told(row.key, differences))
    model.objects.bulk_create(missing, batch_size=1_000)
    if changed:
        model.objects.bulk_update(changed, sorted(columns), batch_size=500)


def differing(found: models.Model, values: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The columns whose value is not the shipped one: (in the database, shipped)."""
    pairs = {column: (getattr(found, column), shipped) for column, shipped in values.items()}
    return {column: pair for column, pair in pairs.items() if pair[0] != pair[1]}


def told(key: str, differences: dict[str, tuple[Any, Any]]) -> str:
    """A line such as `PAY.LATE: severity is 3, ships as 2`."""
    parts = (
        f"{column} is {present!r}, ships as {shipped!r}"
        for column, (present, shipped) in differences.items()
    )
    return f"{key}: {'; '.join(parts)}"
