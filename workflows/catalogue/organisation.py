"""Applies agencies, payment providers, programmes, categories and offices."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from workflows.catalogue.changes import Change, Wanted, apply_rows
from workflows.catalogue.entries import Catalogue, OfficeEntry, OfficesPerArea
from workflows.errors import CatalogueError
from workflows.models import (
    Agency,
    Area,
    Category,
    Office,
    OfficeArea,
    PaymentProvider,
    Programme,
)
from workflows.models.organisation import AreaLevel


@dataclass(frozen=True)
class PlannedOffice:
    """An office with the area that it serves, if it is one of many."""

    entry: OfficeEntry
    area_id: int | None = None


def ids_by_code(model: type) -> dict[str, int]:
    """The primary keys of coded rows."""
    return dict(model.objects.values_list("code", "pk"))  # type: ignore[attr-defined]


def apply_agencies(catalogue: Catalogue, *, overwrite: bool) -> list[Change]:
    """Agencies, and the payment providers among them."""
    agencies, providers = Change("agencies"), Change("payment_providers")
    rows = (Wanted(each.code, asdict(each)) for each in catalogue.agencies)
    apply_rows(agencies, Agency, rows, key_column="code", overwrite=overwrite)
    ids = ids_by_code(Agency)
    rows = (
        Wanted(
            each.code,
            {
                "code": each.code,
                "name_km": each.name_km,
                "name_en": each.name_en,
                "agency_id": ids[each.agency],
            },
        )
        for each in catalogue.payment_providers
    )
    apply_rows(providers, PaymentProvider, rows, key_column="code", overwrite=overwrite)
    return [agencies, providers]


def apply_programmes(catalogue: Catalogue, *, overwrite: bool) -> list[Change]:
    """Programmes, the whole before its parts; who pays is set when a programme is added."""
    change = Change("programmes")
    agencies, providers = ids_by_code(Agency), ids_by_code(PaymentProvider)
    before = set(ids_by_code(Programme))
    for with_parent in (False, True):
        programmes = ids_by_code(Programme)
        rows = []
        for each in catalogue.programmes:
            if bool(each.parent) == with_parent:
                values = asdict(each)
                del values["agency"], values["parent"], values["payment_providers"]
                values["agency_id"] = agencies[each.agency]
                values["parent_id"] = programmes.get(each.parent)
                rows.append(Wanted(each.code, values))
        apply_rows(change, Programme, rows, key_column="code", overwrite=overwrite)
    programmes = ids_by_code(Programme)
    through = Programme.payment_providers.through
    through.objects.bulk_create(
        through(programme_id=programmes[each.code], paymentprovider_id=providers[code])
        for each in catalogue.programmes
        if each.code not in before
        for code in each.payment_providers
    )
    return [change]


def apply_categories(catalogue: Catalogue, *, overwrite: bool) -> list[Change]:
    """Kinds of matter."""
    change = Change("categories")
    rows = (
        Wanted(each.code, {**asdict(each), "programmes": list(each.programmes)})
        for each in catalogue.categories
    )
    apply_rows(change, Category, rows, key_column="code", overwrite=overwrite)
    return [change]


def apply_offices(catalogue: Catalogue, *, overwrite: bool) -> list[Change]:
    """Offices, each after its parent; the area that an office serves is set when it is added."""
    change = Change("offices")
    agencies = ids_by_code(Agency)
    waiting = [PlannedOffice(each) for each in catalogue.offices]
    waiting.extend(_per_area(catalogue.offices_per_area))
    placed = {}
    before = set(ids_by_code(Office))
    while waiting:
        offices = ids_by_code(Office)
        ready = [each for each in waiting if not each.entry.parent or each.entry.parent in offices]
        if not ready:
            raise CatalogueError(
                f"there is no {waiting[0].entry.parent!r}",
                file="offices.yaml",
                entry=waiting[0].entry.code,
                field="parent",
            )
        rows = [_office_row(each.entry, agencies=agencies, offices=offices) for each in ready]
        apply_rows(change, Office, rows, key_column="code", overwrite=overwrite)
        placed.update({each.entry.code: each.area_id for each in ready if each.area_id})
        done = {each.entry.code for each in ready}
        waiting = [each for each in waiting if each.entry.code not in done]
    offices = ids_by_code(Office)
    OfficeArea.objects.bulk_create(
        OfficeArea(office_id=offices[code], area_id=area_id)
        for code, area_id in placed.items()
        if code not in before
    )
    return [change]


def _office_row(entry: OfficeEntry, *, agencies: dict[str, int], offices: dict[str, int]) -> Wanted:
    values = asdict(entry)
    del values["agency"], values["parent"]
    values["agency_id"] = agencies[entry.agency]
    values["parent_id"] = offices.get(entry.parent)
    return Wanted(entry.code, values)


def _per_area(patterns: Iterable[OfficesPerArea]) -> Iterator[PlannedOffice]:
    areas = {
        area.pk: area
        for area in Area.objects.filter(valid_to__isnull=True).exclude(level=AreaLevel.VILLAGE)
    }
    for pattern in patterns:
        for area in areas.values():
            if area.level != pattern.for_each:
                continue
            above = areas.get(area.parent_id) if area.parent_id else None
            words = {
                "code": area.code,
                "km": titled(area),
                "en": area.name_en,
                "parent_code": above.code if above else "",
                "parent_km": above.name_km if above else "",
                "parent_en": above.name_en if above else "",
            }
            try:
                entry = OfficeEntry(
                    code=pattern.code.format(**words),
                    name_km=pattern.name_km.format(**words),
                    name_en=pattern.name_en.format(**words),
                    parent=pattern.parent.format(**words),
                    agency=pattern.agency,
                    level=pattern.for_each,
                    note=pattern.note,
                )
            except (KeyError, ValueError, IndexError) as unknown:
                raise CatalogueError(
                    f"unknown placeholder {unknown}", file="offices.yaml", entry=pattern.code
                ) from unknown
            yield PlannedOffice(entry, area.pk)


def titled(area: Area) -> str:
    """A province's name with its title, as it is written; other names as they are."""
    if area.level == AreaLevel.PROVINCE and not area.name_km.startswith("រាជធានី"):
        return f"ខេត្ត{area.name_km}"
    return area.name_km
