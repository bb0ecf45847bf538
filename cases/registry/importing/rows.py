"""A row of a list as what is kept of it: hashes, codes, days. Everything else stays outside."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cases.models import Level
from cases.registry.facts import fact_hash
from cases.registry.importing import cells
from cases.registry.importing.mapping import Mapping, fold
from channels_app.identity import document_hash
from workflows.models import Area, PaymentProvider, Programme

Row = tuple[Any, ...]


@dataclass(slots=True)
class Directory:
    """What lists may name: areas, programmes and payment providers, by folded code or name."""

    areas: dict[str, int] = field(default_factory=dict)
    programmes: dict[str, int] = field(default_factory=dict)
    providers: dict[str, int] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Directory":
        """Read the catalogue once for a file; a code that two areas bear is none."""
        found = cls()
        twice: set[str] = set()
        for code, pk in Area.objects.filter(valid_to__isnull=True).values_list("code", "pk"):
            twice |= {code} & found.areas.keys()
            found.areas[code] = pk
        for code in twice:
            del found.areas[code]
        for programme in Programme.objects.all():
            found.programmes |= dict.fromkeys(_names(programme), programme.pk)
        for provider in PaymentProvider.objects.all():
            found.providers |= dict.fromkeys(_names(provider), provider.pk)
        return found

    def area(self, value: Any) -> int | None:
        """An area by its code; a village whose code is borne twice counts as its commune."""
        code = fold(cells.plain(value))
        if not code:
            return None
        # A sheet that took the code for a number has dropped its first 0.
        code = code.zfill(len(code) + len(code) % 2)
        pk = self.areas.get(code) or (
            self.areas.get(code[:6]) if len(code) == len("PPDDCCVV") else None
        )
        if pk is None:
            raise cells.Refused("area", cells.NOT_THERE)
        return pk


def household(row: Row, mapping: Mapping, directory: Directory, *, today: date) -> Row:
    """The columns of a staged household, without its line. Raises Refused."""
    columns = mapping.columns
    number = cells.number(mapping.cell(row, "number"), "number", needed=True)
    card = cells.number(mapping.cell(row, "card"), "card", needed=False)
    salt = document_hash(number)
    labels = cells.births(mapping.cells(row, "born"), today=today)
    labels += cells.phones(mapping.cells(row, "phone"))
    listed = cells.word(mapping.cell(row, "listed"), columns["listed"], otherwise="yes")
    level = cells.word(mapping.cell(row, "level"), columns["level"], otherwise="")
    assert not level or level in Level.values  # noqa: S101 - the mapping names our own codes
    return (
        salt,
        document_hash(card) if card else "",
        sorted({fact_hash(label, salt=salt) for label in labels}),
        level,
        listed == "yes",
        cells.day(mapping.cell(row, "valid_until"), "valid_until"),
        directory.area(mapping.cell(row, "area")),
    )


def payment(row: Row, mapping: Mapping, directory: Directory, *, today: date) -> Row:
    """The columns of a staged payment, without its line. Raises Refused."""
    number = cells.number(mapping.cell(row, "number"), "number", needed=True)
    status = cells.word(mapping.cell(row, "status"), mapping.columns["status"])
    paid_on = cells.day(mapping.cell(row, "paid_on"), "paid_on")
    if paid_on is not None and status != "paid":
        raise cells.Refused("paid_on", cells.NOT_PAID)
    return (
        document_hash(number),
        cells.named(mapping.cell(row, "programme"), "programme", directory.programmes, needed=True),
        cells.cycle(mapping.cell(row, "cycle")),
        status,
        cells.riel(mapping.cell(row, "amount")),
        paid_on,
        cells.day(mapping.cell(row, "withdraw_by"), "withdraw_by"),
        cells.named(mapping.cell(row, "provider"), "provider", directory.providers, needed=False),
    )


def _names(entry: Programme | PaymentProvider) -> list[str]:
    return [fold(name) for name in (entry.code, entry.name_km, entry.name_en)]
