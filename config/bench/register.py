"""How long a list of many households takes, and how much memory: the real command in a process."""

import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from config.env import ROOT

LEVELS: Final = ("ក្រ១", "ក្រ២", "ងាយរងហានិភ័យ")
HOUSEHOLDS: Final = (
    "លេខគ្រួសារ",
    "card",
    "level",
    "valid until",
    "area code",
    "born",
    "born 2",
    "phone",
)
PAYMENTS: Final = (
    "household number",
    "programme",
    "cycle",
    "status",
    "amount",
    "paid on",
    "withdraw by",
)
MEBIBYTE: Final = 1024


@dataclass(frozen=True)
class Pass:
    """One import of a file."""

    what: str
    rows: int
    seconds: float
    rows_per_s: float
    # Of the command alone, without PostgreSQL: what does not depend on who else is busy.
    cpu_s: float
    peak_mib: int


def run(*, rows: int, seed: int = 1) -> list[Pass]:
    """Import households, the same again, a tenth changed, and a cycle of payments."""
    with tempfile.TemporaryDirectory(prefix="samleng-bench-") as folder:
        first, second = Path(folder, "first.csv"), Path(folder, "changed.csv")
        cycle = Path(folder, "cycle.csv")
        _write(first, HOUSEHOLDS, _households(rows, seed, changed=False))
        _write(second, HOUSEHOLDS, _households(rows, seed, changed=True))
        _write(cycle, PAYMENTS, _payments(rows, seed))
        return [
            _import("households, new", "households", first, rows),
            _import("households, the same file", "households", first, rows),
            _import(
                "households, a tenth changed, --complete", "households", second, rows, "--complete"
            ),
            _import("payments, new", "payments", cycle, rows),
        ]


def as_dicts(passes: list[Pass]) -> list[dict[str, Any]]:
    """The passes for --json."""
    return [asdict(each) for each in passes]


def _import(what: str, kind: str, path: Path, rows: int, *more: str) -> Pass:
    words = [sys.executable, str(ROOT / "manage.py"), "import_register", kind, str(path), *more]
    begin = time.perf_counter()
    # Popen with wait4: the peak of this one child, not of the largest so far.
    with subprocess.Popen(words, cwd=ROOT, stdout=sys.stderr) as child:
        _, status, used = _wait(child)
    if status:
        raise RuntimeError(f"{what} failed; what it said stands above.")
    seconds = time.perf_counter() - begin
    cpu, peak = used.ru_utime + used.ru_stime, used.ru_maxrss // MEBIBYTE
    return Pass(what, rows, round(seconds, 1), round(rows / seconds, 1), round(cpu, 1), peak)


def _wait(child: subprocess.Popen[bytes]) -> tuple[int, int, resource.struct_rusage]:
    pid, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return pid, child.returncode, used


def _write(path: Path, header: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def _households(rows: int, seed: int, *, changed: bool) -> Iterator[tuple[Any, ...]]:
    draw = random.Random(seed)  # noqa: S311 - made-up people
    begin = date(1940, 1, 1)
    for number in range(rows):
        born = [begin + timedelta(days=draw.randrange(30_000)) for _ in range(2)]
        level = LEVELS[(draw.randrange(3) + (changed and number % 10 == 0)) % 3]
        yield (
            f"0203-{number:08}",
            f"E{number:09}",
            level,
            "31/12/2027",
            f"0201{1 + number % 5:02}",
            f"{born[0]:%d/%m/%Y}",
            f"{born[1]:%Y}",
            f"012{draw.randrange(10**6):06}",
        )


def _payments(rows: int, seed: int) -> Iterator[tuple[Any, ...]]:
    draw = random.Random(seed)  # noqa: S311 - made-up people
    for number in range(rows):
        paid = draw.random() < 0.9  # noqa: PLR2004
        yield (
            f"0203-{number:08}",
            "FP",
            "10/2026",
            "បើកហើយ" if paid else "មិនទាន់បើក",
            "",
            "2026-10-27" if paid else "",
            "2026-11-24",
        )
