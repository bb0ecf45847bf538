"""The decision which office owns a case, with its reason in words. Pure: no database, no clock.

Rules are tried in their order. A rule that fits leads to an office, and from there upwards to
the first that may take the case and has somebody on duty; when there is none, the next rule that
fits is tried, and at the end the national intake takes it.

An office complained about never gets the case, nor does any office that answers to it; where the
overseer (NSPC) is complained about, none of its offices does. A restricted case goes to restricted
desks alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from workflows.errors import NoOffice
from workflows.facts import CaseFacts
from workflows.matching import fits
from workflows.routing import reasons
from workflows.routing.directory import LEVELS, Desk, Directory


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One version of a line of the routing table."""

    code: str
    version: int
    order: int
    name_km: str
    name_en: str
    valid_from: date
    valid_to: date | None = None
    programmes: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    area_id: int | None = None
    sensitive: bool | None = None
    overseer_accused: bool | None = None
    office_id: int | None = None
    agency_id: int | None = None
    level: str = ""
    lifts_to_id: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Which office, by which version of which rule, and why, in both languages."""

    office_id: int
    rule_code: str
    rule_version: int
    because_km: str
    because_en: str


def decide(facts: CaseFacts, rules: Sequence[Rule], offices: Directory, on: date) -> Decision:
    """Place the case. Raises NoOffice when the catalogue leaves no office that may take it."""
    barred = excluded(facts, offices)
    fitting = [rule for rule in sorted(rules, key=_order) if _matches(rule, facts, offices, on)]
    for rule in fitting:
        passed: list[Desk] = []
        for desk in _way_up(rule, facts, offices):
            if _may_take(desk, facts, barred):
                if desk.staffed:
                    return _decision(rule, desk, facts, passed)
                passed.append(desk)
    return _last_resort(fitting, facts, offices, barred)


def office_above(
    office_id: int, facts: CaseFacts, rules: Sequence[Rule], offices: Directory, on: date
) -> int | None:
    """The office one level up for this case, for an escalation, an appeal or a refused referral.

    It follows the rule that fits the case; None at the top. On duty or not is not asked.
    """
    desk = offices.desks.get(office_id)
    if desk is None:
        return None
    barred = excluded(facts, offices)
    rule = next(
        (each for each in sorted(rules, key=_order) if _matches(each, facts, offices, on)), None
    )
    seen = {office_id}
    above = _next_up(desk, rule, facts, offices)
    while above is not None and above.id not in seen:
        if _may_take(above, facts, barred):
            return above.id
        seen.add(above.id)
        above = _next_up(above, rule, facts, offices)
    return None


def excluded(facts: CaseFacts, offices: Directory) -> frozenset[int]:
    """The offices that may neither have nor see the case: the accused and all below them."""
    barred = set(offices.with_those_below(facts.accused_offices))
    if _overseer_accused(facts, offices):
        barred.update(
            desk.id for desk in offices.desks.values() if desk.agency_id in offices.overseers
        )
    return frozenset(barred)


def _order(rule: Rule) -> tuple[int, str, int]:
    return rule.order, rule.code, -rule.version


def _overseer_accused(facts: CaseFacts, offices: Directory) -> bool:
    accused = (offices.desks.get(office_id) for office_id in facts.accused_offices)
    return facts.overseer_accused or any(
        desk is not None and desk.agency_id in offices.overseers for desk in accused
    )


def _matches(rule: Rule, facts: CaseFacts, offices: Directory, on: date) -> bool:
    return (
        rule.valid_from <= on
        and (rule.valid_to is None or on < rule.valid_to)
        and fits(facts.programme, rule.programmes)
        and fits(facts.category, rule.categories)
        and fits(facts.channel, rule.channels)
        and (rule.area_id is None or rule.area_id in facts.area_path)
        and rule.sensitive in (None, facts.sensitive)
        and rule.overseer_accused in (None, _overseer_accused(facts, offices))
    )


def _way_up(rule: Rule, facts: CaseFacts, offices: Directory) -> Iterator[Desk]:
    """The office that the rule names, then each office above it, once each."""
    desk = _first(rule, facts, offices)
    seen: set[int] = set()
    while desk is not None and desk.id not in seen:
        seen.add(desk.id)
        yield desk
        desk = _next_up(desk, rule, facts, offices)


def _first(rule: Rule, facts: CaseFacts, offices: Directory) -> Desk | None:
    if rule.office_id is not None:
        return offices.desks.get(rule.office_id)
    agency_id = rule.agency_id
    if agency_id is None and facts.programme is not None:
        agency_id = offices.leads.get(facts.programme)
    found = None
    if agency_id is not None:
        found = offices.nearest(agency_id, rule.level, facts.area_path)
    if found is None and rule.lifts_to_id is not None:
        found = offices.nearest(rule.lifts_to_id, _level_above(rule.level), facts.area_path)
    return found


def _next_up(desk: Desk, rule: Rule | None, facts: CaseFacts, offices: Directory) -> Desk | None:
    """The rule's next agency while it has an office above this one, else the parent."""
    lifts_to = rule.lifts_to_id if rule is not None else None
    if lifts_to is not None and desk.agency_id != lifts_to and desk.level != LEVELS[-1]:
        lifted = offices.nearest(lifts_to, _level_above(desk.level), facts.area_path)
        if lifted is not None:
            return lifted
    return offices.desks.get(desk.parent_id) if desk.parent_id is not None else None


def _level_above(level: str) -> str:
    return LEVELS[min(LEVELS.index(level) + 1, len(LEVELS) - 1)]


def _may_take(desk: Desk, facts: CaseFacts, barred: frozenset[int]) -> bool:
    return desk.id not in barred and (desk.restricted or not facts.sensitive)


def _last_resort(
    fitting: Sequence[Rule], facts: CaseFacts, offices: Directory, barred: frozenset[int]
) -> Decision:
    """Nobody is on duty anywhere: the intake, or the desk that a rule names, still gets it."""
    intake = offices.intake
    named = [
        (rule, offices.desks[rule.office_id])
        for rule in fitting
        if rule.office_id in offices.desks and rule.office_id is not None
    ]
    if intake is not None and _may_take(intake, facts, barred):
        rule = next((rule for rule, desk in named if desk.id == intake.id), None)
        return _unstaffed(rule, intake)
    for rule, desk in named:
        if _may_take(desk, facts, barred):
            return _unstaffed(rule, desk)
    raise NoOffice


def _decision(rule: Rule, desk: Desk, facts: CaseFacts, passed: Sequence[Desk]) -> Decision:
    because_km, because_en = reasons.why(
        rule.name_km,
        rule.name_en,
        desk=desk,
        passed=passed,
        place_missing=rule.office_id is None and not facts.area_path,
    )
    return Decision(desk.id, rule.code, rule.version, because_km, because_en)


def _unstaffed(rule: Rule | None, desk: Desk) -> Decision:
    because_km, because_en = reasons.nobody_on_duty(desk)
    if rule is None:
        return Decision(desk.id, "", 0, because_km, because_en)
    return Decision(desk.id, rule.code, rule.version, because_km, because_en)
