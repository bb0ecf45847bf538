"""The shape of each kind of entry in the catalogue's files: one frozen dataclass a kind."""

from dataclasses import dataclass
from datetime import date
from typing import Any

# The gazetteer and the first catalogue are of this year; cases are never older.
SHIPPED_FROM = date(2025, 1, 1)

Codes = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A coded entry with its two names."""

    code: str
    name_km: str
    name_en: str


@dataclass(frozen=True, kw_only=True)
class AgencyEntry(Entry):
    """A body that answers for programmes."""

    is_overseer: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ProviderEntry(Entry):
    """A company that pays benefits out."""

    agency: str


@dataclass(frozen=True, kw_only=True)
class ProgrammeEntry(Entry):
    """A benefit or service."""

    agency: str
    order: int
    parent: str = ""
    payment_providers: Codes = ()
    status: str = "open"
    filing_deadline_on: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class CategoryEntry(Entry):
    """A kind of matter."""

    severity: int
    sensitivity: str
    programmes: Codes = ()
    is_enquiry: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class HolidayEntry:
    """A day on which offices are closed."""

    date: date
    name_km: str
    name_en: str


@dataclass(frozen=True, kw_only=True)
class CalendarEntry(Entry):
    """Weekly hours, and the years whose holidays apply."""

    zone: str
    weekly: dict[str, Any]
    holidays: tuple[int, ...] = ()
    note: str = ""
    valid_from: date = SHIPPED_FROM


@dataclass(frozen=True, kw_only=True)
class PolicyEntry(Entry):
    """Deadlines: targets written as `10 working_days`, and the name of a ladder."""

    order: int
    calendar_code: str
    ladder: str
    targets: dict[str, str]
    categories: Codes = ()
    programmes: Codes = ()
    is_default: bool = False
    confirm_days: int = 14
    reopen_days: int = 30
    awaiting_cap_days: int = 30
    offer_days: int = 5
    source: str = ""
    valid_from: date = SHIPPED_FROM


@dataclass(frozen=True, kw_only=True)
class OfficeEntry(Entry):
    """A desk that can own cases."""

    agency: str
    level: str
    parent: str = ""
    is_intake: bool = False
    handles_sensitive: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class OfficesPerArea(Entry):
    """A pattern that stands for one office in each area of a level."""

    for_each: str
    agency: str
    parent: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RuleEntry(Entry):
    """A line of the routing table."""

    order: int
    programmes: Codes = ()
    categories: Codes = ()
    channels: Codes = ()
    sensitive: bool | None = None
    overseer_accused: bool | None = None
    office: str = ""
    agency: str = ""
    level: str = ""
    lifts_to: str = ""
    note: str = ""
    valid_from: date = SHIPPED_FROM


@dataclass(frozen=True, kw_only=True)
class AliasEntry:
    """Other spellings of one area."""

    level: str
    code: str
    names: Codes


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All that ships, parsed."""

    agencies: tuple[AgencyEntry, ...] = ()
    payment_providers: tuple[ProviderEntry, ...] = ()
    programmes: tuple[ProgrammeEntry, ...] = ()
    categories: tuple[CategoryEntry, ...] = ()
    holidays: tuple[HolidayEntry, ...] = ()
    calendars: tuple[CalendarEntry, ...] = ()
    ladders: dict[str, list[dict[str, int]]]
    policies: tuple[PolicyEntry, ...] = ()
    offices: tuple[OfficeEntry, ...] = ()
    offices_per_area: tuple[OfficesPerArea, ...] = ()
    rules: tuple[RuleEntry, ...] = ()
    aliases: tuple[AliasEntry, ...] = ()
