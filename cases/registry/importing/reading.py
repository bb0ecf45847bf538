"""The rows of a CSV or XLSX file, one at a time: memory does not grow with the file."""

import csv
import hashlib
import io
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TextIO
from zipfile import BadZipFile

import openpyxl

from cases.registry.errors import ListRefused

SEPARATORS: Final = ",;\t|"
# A cell longer than this is a file of another kind.
LONGEST_CELL: Final = 10_000


@dataclass(frozen=True, slots=True)
class Source:
    """An open list: its rows with their line numbers, and how far the reading has come."""

    rows: Iterator[tuple[int, tuple[Any, ...]]]
    # In the unit of `done`: bytes of a CSV, lines of a sheet; 0 where it is not known.
    total: int
    done: Callable[[], int]


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """Open a list by its ending. Raises ListRefused for what is no CSV and no XLSX."""
    if path.suffix.casefold() == ".csv":
        with (
            path.open("rb") as raw,
            io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text,
        ):
            # The wrapper counts letters; the bytes below it are what the file's size counts.
            yield Source(_csv_rows(text), path.stat().st_size, raw.tell)
        return
    if path.suffix.casefold() != ".xlsx":
        raise ListRefused("A list is a .csv or an .xlsx file.")
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, KeyError, OSError, ValueError) as wrong:
        raise ListRefused("This is no .xlsx file, or it is locked with a password.") from wrong
    try:
        yield _sheet(book)
    finally:
        book.close()


def file_hash(path: Path) -> str:
    """SHA-256 of a file, so that it can be told which one was brought in."""
    with path.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()


def _csv_rows(text: TextIO) -> Iterator[tuple[int, tuple[Any, ...]]]:
    csv.field_size_limit(LONGEST_CELL)
    line = 1
    try:
        head = text.readline()
        separator = max(SEPARATORS, key=head.count)
        reader = csv.reader(itertools.chain([head], text), delimiter=separator)
        for row in reader:
            yield line, tuple(row)
            # A cell may hold line breaks: the next row begins where this one ended.
            line = reader.line_num + 1
    except UnicodeDecodeError as wrong:
        raise ListRefused(
            f"After line {line} the file is not UTF-8: save it as CSV UTF-8."
        ) from wrong
    except csv.Error as wrong:
        raise ListRefused(f"Line {line} cannot be read as CSV: {wrong}.") from wrong


def _sheet(book: Any) -> Source:
    if not book.worksheets:
        raise ListRefused("The file has no sheet.")
    sheet = book.worksheets[0]
    # Some programs write a wrong size, and reading would end there.
    sheet.reset_dimensions()
    place = [0]

    def rows() -> Iterator[tuple[int, tuple[Any, ...]]]:
        for line, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            place[0] = line
            yield line, row

    return Source(rows(), 0, lambda: place[0])
