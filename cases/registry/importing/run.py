"""One import: read, check row by row, stage, merge, and leave a row that tells of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from tqdm import tqdm

from cases.models import ImportKind, RegisterImport
from cases.registry.errors import ListRefused
from cases.registry.importing import cells, mapping, reading, rows, staging
from cases.registry.importing.plans import NO_SUCH_HOUSEHOLD, PLANS
from cases.registry.importing.report import Report
from cases.registry.importing.staging import Merged, Plan
from cases.registry.throttle import PHNOM_PENH
from timekeeping.now import now

READERS: Final = {ImportKind.HOUSEHOLDS: rows.household, ImportKind.PAYMENTS: rows.payment}
# More than this share of refused rows is a wrong file, or a wrong mapping; a few rows always pass.
MOST_REFUSED: Final = 0.1
FEW: Final = 20
LOOK_EVERY: Final = 1000
NOTHING: Final = Merged(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Order:
    """What shall be brought in, and how."""

    kind: str
    path: Path
    by: str
    report: Path
    mapping: Path | None = None
    complete: bool = False
    most_unlisted_percent: float = 5.0
    dry_run: bool = False
    shows_progress: bool = False


def bring_in(order: Order) -> RegisterImport:
    """Bring a list in, all of its good rows or nothing. Raises ListRefused when nothing was.

    Either way a RegisterImport says so, but for a dry run, which leaves nothing.
    """
    started_at, report = now(), Report(order.report)
    try:
        with transaction.atomic():
            done = _Run(order, report, started_at).go()
            if order.dry_run:
                transaction.set_rollback(True)
    except ListRefused as refused:
        if not order.dry_run:
            _remember(order, report, started_at, failure=str(refused))
        raise
    finally:
        report.close()
    return done


class _Run:
    """The steps of an import, in one transaction."""

    def __init__(self, order: Order, report: Report, started_at: datetime) -> None:
        self.order, self.report, self.started_at = order, report, started_at
        self.rows = 0

    def go(self) -> RegisterImport:
        """All steps, in order."""
        plan = self._plan()
        staging.empty(plan)
        # Read before the COPY begins: the connection answers no question while it runs.
        directory = rows.Directory.load()
        with reading.opened(self.order.path) as source:
            staging.copy(plan, self._good(source, directory))
        for line, column, reason in staging.refused(plan):
            self.report.add(line, column, reason)
        self._refuse_the_wrong_file()
        merged = staging.merge(plan)
        unlisted = self._unlist() if self.order.complete else 0
        staging.empty(plan)
        return _remember(
            self.order,
            self.report,
            self.started_at,
            rows=self.rows,
            merged=merged,
            unlisted=unlisted,
            keeps=not self.order.dry_run,
        )

    def _plan(self) -> Plan:
        plan = PLANS[self.order.kind]
        if self.order.kind == ImportKind.PAYMENTS and settings.REGISTRY != "imported":
            # The households are elsewhere: which of them exist is not known here.
            kept = tuple(each for each in plan.refuse if each is not NO_SUCH_HOUSEHOLD)
            return replace(plan, refuse=kept)
        return plan

    def _good(self, source: reading.Source, directory: rows.Directory) -> Iterator[tuple[Any, ...]]:
        """The rows that can be taken; the others go into the report."""
        read = READERS[ImportKind(self.order.kind)]
        today: date = self.started_at.astimezone(PHNOM_PENH).date()
        header = next(source.rows, (1, ()))[1]
        columns = mapping.read_header(header, self.order.kind, path=self.order.mapping)
        with self._bar(source) as bar:
            for line, row in source.rows:
                if self.rows % LOOK_EVERY == 0:
                    bar.update(source.done() - bar.n)
                if not any(cell not in (None, "") for cell in row):
                    continue
                self.rows += 1
                try:
                    yield (line, *read(row, columns, directory, today=today))
                except cells.Refused as refused:
                    self.report.add(line, refused.column, refused.reason)
            bar.update(source.done() - bar.n)

    def _bar(self, source: reading.Source) -> Any:
        return tqdm(
            total=source.total or None,
            unit="B" if source.total else "row",
            unit_scale=True,
            desc=self.order.kind,
            disable=not self.order.shows_progress,
        )

    def _refuse_the_wrong_file(self) -> None:
        count = self.report.count
        if not self.rows:
            raise ListRefused("The list has a header and no row.")
        if count > max(FEW, self.rows * MOST_REFUSED):
            raise ListRefused(
                f"{count} of {self.rows} rows were refused: this looks like a wrong file or a"
                " wrong mapping."
            )
        if count and self.order.complete:
            raise ListRefused(
                f"{count} rows were refused, and a list that is said to be whole must be:"
                " their households would count as no longer listed."
            )

    def _unlist(self) -> int:
        before = staging.listed()
        unlisted = staging.unlist_absent()
        most = before * self.order.most_unlisted_percent / 100
        if unlisted > most:
            raise ListRefused(
                f"{unlisted} of {before} households are not in the list, more than"
                f" {self.order.most_unlisted_percent:g}%: give --most-unlisted if that is right."
            )
        return unlisted


def _remember(
    order: Order,
    report: Report,
    started_at: datetime,
    *,
    rows: int = 0,
    merged: Merged = NOTHING,
    unlisted: int = 0,
    failure: str = "",
    keeps: bool = True,
) -> RegisterImport:
    told = RegisterImport(
        kind=order.kind,
        file_name=order.path.name[:200],
        file_hash=reading.file_hash(order.path) if order.path.is_file() else "",
        by=order.by[:100],
        is_complete=order.complete,
        started_at=started_at,
        rows=rows,
        added=merged.added,
        changed=merged.changed,
        unchanged=merged.unchanged,
        unlisted=unlisted,
        refused=report.count,
        failure=failure[:300],
        refusals=report.first,
    )
    if keeps:
        told.save(force_insert=True)
    return told
