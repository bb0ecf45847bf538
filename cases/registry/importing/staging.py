"""From the file into the register: COPY into a staging table, then one statement that merges.

All in the caller's transaction: who looks something up meanwhile sees the list of before.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """What the merge did."""

    added: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The statements of one kind of list."""

    table: str
    columns: tuple[str, ...]
    # Each gives the lines that it threw out, in order; the column and reason stand beside it.
    prepare: tuple[str, ...]
    refuse: tuple[tuple[str, str, str], ...]
    gather: tuple[str, ...]
    merge: str


def copy(plan: Plan, rows: Iterable[Row]) -> None:
    """Fill the staging table, which a run that failed has left empty."""
    words = f"COPY {plan.table} ({', '.join(plan.columns)}) FROM STDIN"
    with connection.cursor() as cursor:
        # Until the transaction ends. Statistics of a table that is empty between imports say one
        # row, and a loop of loops over a million never ends; grouping is done in memory.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute("SET LOCAL work_mem = '128MB'")
        with cursor.copy(words) as pipe:
            for row in rows:
                pipe.write_row(row)


def refused(plan: Plan) -> Iterator[tuple[int, str, str]]:
    """Take out what contradicts another row or the register: line, column, reason."""
    with connection.cursor() as cursor:
        for statement in plan.prepare:
            cursor.execute(statement)
        for statement, column, reason in plan.refuse:
            cursor.execute(statement)
            yield from ((line, column, reason) for (line,) in cursor.fetchall())


def merge(plan: Plan) -> Merged:
    """Bring the staged rows into the register, and leave the staging table empty."""
    with connection.cursor() as cursor:
        for statement in plan.gather:
            cursor.execute(statement)
        cursor.execute(f"SELECT count(*) FROM {plan.table}")  # noqa: S608 - a name of ours
        (rows,) = cursor.fetchone()
        cursor.execute(plan.merge)
        added, changed = cursor.fetchone()
    return Merged(added, changed, rows - added - changed)


def empty(plan: Plan) -> None:
    """Leave nothing behind. DELETE: the application's role may not truncate."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {plan.table}")  # noqa: S608 - a name of ours


def listed() -> int:
    """How many households are on the list."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_registerhousehold WHERE is_listed")
        (count,) = cursor.fetchone()
    return int(count)


def unlist_absent() -> int:
    """Mark the households that the staged list does not have; how many."""
    with connection.cursor() as cursor:
        cursor.execute(UNLIST)
        return int(cursor.rowcount)


UNLIST: Final = """
UPDATE cases_registerhousehold household SET is_listed = false, changed_at = samleng_now()
WHERE is_listed AND NOT EXISTS (
  SELECT FROM cases_stagedhousehold staged WHERE staged.number_hash = household.number_hash)
"""
