"""What was refused: a CSV of line, column and reason, in which nobody's data stands."""

import csv
from pathlib import Path
from typing import Any, Final, TextIO

HEADER: Final = ("line", "column", "reason")
# What the database keeps of a report; the file has them all.
MOST_KEPT: Final = 1000


class Report:
    """Counts and writes refusals; the file is made with the first one."""

    def __init__(self, path: Path) -> None:
        """Name the file; one that an earlier run left goes away."""
        self.path = path
        self.count = 0
        self.first: list[list[Any]] = []
        self._file: TextIO | None = None
        path.unlink(missing_ok=True)

    def add(self, line: int, column: str, reason: str) -> None:
        """Keep one refusal."""
        if self._file is None:
            # With a mark: a sheet program then takes it for UTF-8.
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            csv.writer(self._file).writerow(HEADER)
        csv.writer(self._file).writerow((line, column, reason))
        self.count += 1
        if len(self.first) < MOST_KEPT:
            self.first.append([line, column, reason])

    def close(self) -> None:
        """Write out what waits."""
        if self._file is not None:
            self._file.close()
            self._file = None
