"""Which deadlines a case is held to: read from the tables, kept until they change."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from workflows.errors import NoPolicy, UnknownCalendar
from workflows.facts import CaseFacts
from workflows.matching import fits
from workflows.models import CalendarDay, SlaPolicy, WorkCalendar
from workflows.models.sla import Metric
from workflows.revision import Kept
from workflows.sla.calendar import ALWAYS, Calendar
from workflows.sla.ladder import Ladder, parse_ladder
from workflows.sla.parsing import parse_calendar
from workflows.sla.targets import Target, Unit


@dataclass(frozen=True, kw_only=True)
class LoadedPolicy:
    """One version of a policy with all that its clocks need."""

    id: int
    code: str
    version: int
    name_km: str
    name_en: str
    calendar: Calendar
    # By measure, such as "resolution".
    targets: Mapping[str, Target]
    ladder: Ladder
    confirm_days: int
    reopen_days: int
    awaiting_cap_days: int
    offer_days: int


@dataclass(frozen=True, slots=True)
class _Version:
    """When a policy applies, and what it says but for its calendar."""

    policy: LoadedPolicy
    calendar_code: str
    programmes: tuple[str, ...]
    categories: tuple[str, ...]
    is_default: bool
    valid_from: date
    valid_to: date | None

    def speaks_of(self, facts: CaseFacts, on: date) -> bool:
        """Whether it is in force and names the case's programme and category."""
        in_force = self.valid_from <= on and (self.valid_to is None or on < self.valid_to)
        return (
            in_force
            and fits(facts.programme, self.programmes)
            and fits(facts.category, self.categories)
        )


@dataclass(frozen=True, slots=True)
class _Deadlines:
    """Everything, as of one revision of the catalogue."""

    versions: tuple[_Version, ...]
    calendars: Mapping[str, Calendar]
    # Calendar code -> (valid from, id), the newest first.
    by_code: Mapping[str, tuple[tuple[date, str], ...]]

    def calendar_on(self, code: str, on: date) -> Calendar:
        """The newest version in force; the oldest for a day before them all."""
        versions = self.by_code.get(code, ())
        if not versions:
            raise UnknownCalendar
        found = next((name for valid_from, name in versions if valid_from <= on), versions[-1][1])
        return self.calendars[found]


def policy_for(facts: CaseFacts, *, on: date) -> LoadedPolicy:
    """The first policy in force that speaks of the case, else the default one.

    A restricted case has no target for a first answer: silence is its default.
    Raises NoPolicy.
    """
    deadlines = _kept.get()
    fitting = [each for each in deadlines.versions if each.speaks_of(facts, on)]
    found = next((each for each in fitting if not each.is_default), None) or next(
        iter(fitting), None
    )
    if found is None:
        raise NoPolicy
    targets = dict(found.policy.targets)
    if facts.sensitive:
        targets.pop(Metric.FIRST_RESPONSE, None)
    calendar = deadlines.calendar_on(found.calendar_code, on)
    return replace(found.policy, calendar=calendar, targets=targets)


def policy_version(code: str, version: int) -> LoadedPolicy:
    """The version that a case was filed under; its calendar is the one of its first day.

    A running clock names its own calendar: ask calendars_by_id. Raises NoPolicy.
    """
    for each in _kept.get().versions:
        if (each.policy.code, each.policy.version) == (code, version):
            return each.policy
    raise NoPolicy


def calendars_by_id(ids: Collection[str]) -> dict[str, Calendar]:
    """The calendars that clocks run on, by their `code@version` or `always`.

    Raises UnknownCalendar.
    """
    known = _kept.get().calendars
    try:
        return {name: known[name] for name in ids}
    except KeyError as unknown:
        raise UnknownCalendar from unknown


def calendar(code: str, version: int) -> Calendar:
    """One version of a working calendar. Raises UnknownCalendar."""
    name = calendar_id(code, version)
    return calendars_by_id({name})[name]


def calendar_id(code: str, version: int) -> str:
    """The name under which a clock remembers its calendar."""
    return f"{code}@{version}"


def _read() -> _Deadlines:
    calendars, by_code = _calendars()
    empty = _Deadlines((), calendars, by_code)
    return replace(empty, versions=_versions(empty))


def _calendars() -> tuple[dict[str, Calendar], dict[str, tuple[tuple[date, str], ...]]]:
    days = defaultdict(list)
    for day in CalendarDay.objects.values("calendar_id", "date", "kind", "intervals"):
        days[day["calendar_id"]].append(day)
    # Clocks in calendar time run on a calendar that is nobody's row.
    calendars = {ALWAYS.id: ALWAYS}
    by_code = defaultdict(list)
    for row in WorkCalendar.objects.order_by("code", "-valid_from", "-version"):
        name = calendar_id(row.code, row.version)
        calendars[name] = parse_calendar(
            name, zone=row.zone, weekly=row.weekly, special_days=days[row.pk]
        )
        by_code[row.code].append((row.valid_from, name))
    return calendars, {code: tuple(versions) for code, versions in by_code.items()}


def _versions(deadlines: _Deadlines) -> tuple[_Version, ...]:
    rows = SlaPolicy.objects.prefetch_related("targets").order_by("order", "code", "-version")
    return tuple(_version(row, deadlines) for row in rows)


def _version(row: SlaPolicy, deadlines: _Deadlines) -> _Version:
    given = {target.metric: target for target in row.targets.all()}
    policy = LoadedPolicy(
        id=row.pk,
        code=row.code,
        version=row.version,
        name_km=row.name_km,
        name_en=row.name_en,
        calendar=deadlines.calendar_on(row.calendar_code, row.valid_from),
        targets={
            metric: Target(given[metric].amount, Unit(given[metric].unit))
            for metric in Metric.values
            if metric in given
        },
        ladder=parse_ladder(row.ladder),
        confirm_days=row.confirm_days,
        reopen_days=row.reopen_days,
        awaiting_cap_days=row.awaiting_cap_days,
        offer_days=row.offer_days,
    )
    return _Version(
        policy=policy,
        calendar_code=row.calendar_code,
        programmes=tuple(row.programmes),
        categories=tuple(row.categories),
        is_default=row.is_default,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


_kept = Kept(_read)
