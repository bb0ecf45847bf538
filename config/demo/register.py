"""A made-up register for the trial: thirty households that do not exist, and two cycles."""

import csv
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from cases.models import ImportKind, RegisterHousehold
from cases.registry.importing.run import Order, bring_in

COUNT: Final = 30
COMMUNE: Final = "070101"
HOUSEHOLDS: Final = ("number", "card", "level", "valid until", "area", "born", "listed")
PAYMENTS: Final = ("number", "programme", "cycle", "status", "paid on", "withdraw by", "provider")
LEVELS: Final = ("poor 1", "poor 2", "at risk")
EXPIRED_EVERY: Final = 10
UNLISTED_EVERY: Final = 15


@dataclass(frozen=True)
class MadeUp:
    """A household of the trial: what somebody who tries the bot has to know of it."""

    number: str
    card: str
    born: date
    level: str
    valid_until: date
    is_listed: bool


def households(today: date) -> list[MadeUp]:
    """The same thirty every time; every tenth card has run out, every fifteenth is off the list."""
    return [
        MadeUp(
            number=f"9900-{place:03}",
            card=f"E-9900{place:03}",
            born=date(1950 + place, 1 + place % 12, 1 + place % 28),
            level=LEVELS[place % len(LEVELS)],
            valid_until=today + timedelta(days=-30 if place % EXPIRED_EVERY == 0 else 400),
            is_listed=place % UNLISTED_EVERY != 0,
        )
        for place in range(1, COUNT + 1)
    ]


def ensure(today: date) -> bool:
    """Bring the made-up lists in where the register is empty; whether that was so."""
    if RegisterHousehold.objects.exists():
        return False
    with tempfile.TemporaryDirectory(prefix="samleng-trial-") as folder:
        for kind, header, rows in (
            (ImportKind.HOUSEHOLDS, HOUSEHOLDS, _households(today)),
            (ImportKind.PAYMENTS, PAYMENTS, _payments(today)),
        ):
            path = Path(folder, f"made-up-{kind}.csv")
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(header)
                writer.writerows(rows)
            bring_in(Order(kind, path, by="trial", report=path.with_suffix(".refused.csv")))
    return True


def _households(today: date) -> Iterator[tuple[object, ...]]:
    for each in households(today):
        yield (
            each.number,
            each.card,
            each.level,
            each.valid_until,
            COMMUNE,
            each.born,
            "yes" if each.is_listed else "no",
        )


def _payments(today: date) -> Iterator[tuple[object, ...]]:
    """The month before was paid to all; of this one a third is paid, waits, or is not there yet."""
    this = today.replace(day=1)
    before = (this - timedelta(days=1)).replace(day=1)
    for place, each in enumerate(households(today)):
        if not each.is_listed:
            continue
        yield each.number, "FP", f"{before:%Y-%m}", "paid", before, "", "WING"
        last_day = today + timedelta(days=14)
        yield (
            (each.number, "FP", f"{this:%Y-%m}", "paid", this, "", "WING"),
            (each.number, "FP", f"{this:%Y-%m}", "unpaid", "", last_day, "WING"),
            (each.number, "FP", f"{this:%Y-%m}", "unpaid", "", "", ""),
        )[place % 3]
