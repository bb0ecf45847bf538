"""The offices as a decision sees them: who is where, who is above, who is on duty."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# From the most local up; an office is looked for from its level upwards.
LEVELS = ("facility", "commune", "district", "province", "national")


@dataclass(frozen=True, slots=True)
class Desk:
    """An office, without anything that a decision must not know."""

    id: int
    code: str
    agency_id: int
    level: str
    name_km: str
    name_en: str
    parent_id: int | None = None
    area_ids: frozenset[int] = frozenset()
    is_intake: bool = False
    restricted: bool = False
    # Somebody who may take its cases is on duty.
    staffed: bool = True


@dataclass(frozen=True)
class Directory:
    """Every active office, with the indexes that make a decision fast."""

    desks: Mapping[int, Desk]
    # Programme code -> the agency that leads it.
    leads: Mapping[str, int]
    overseers: frozenset[int] = frozenset()
    _places: dict[tuple[int, str, int], int] = field(init=False, repr=False, compare=False)
    _nationals: dict[tuple[int, str], int] = field(init=False, repr=False, compare=False)
    _children: dict[int, list[int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places: dict[tuple[int, str, int], int] = {}
        nationals: dict[tuple[int, str], int] = {}
        children: dict[int, list[int]] = {}
        # A root before its children, then by code: the same answer every time.
        for desk in sorted(self.desks.values(), key=lambda each: (self._depth(each), each.code)):
            if desk.parent_id is not None:
                children.setdefault(desk.parent_id, []).append(desk.id)
            if desk.restricted:
                continue  # Reached by name alone.
            for area_id in desk.area_ids:
                places.setdefault((desk.agency_id, desk.level, area_id), desk.id)
            if not desk.area_ids:
                nationals.setdefault((desk.agency_id, desk.level), desk.id)
        object.__setattr__(self, "_places", places)
        object.__setattr__(self, "_nationals", nationals)
        object.__setattr__(self, "_children", children)

    @property
    def intake(self) -> Desk | None:
        """The national intake."""
        return next((desk for desk in self.desks.values() if desk.is_intake), None)

    def nearest(self, agency_id: int, level: str, area_path: tuple[int, ...]) -> Desk | None:
        """The agency's office at that level, or the next level up, for the place known."""
        for step in LEVELS[LEVELS.index(level) :]:
            for area_id in reversed(area_path):
                found = self._places.get((agency_id, step, area_id))
                if found is not None:
                    return self.desks[found]
            found = self._nationals.get((agency_id, step))
            if found is not None:
                return self.desks[found]
        return None

    def with_those_below(self, office_ids: Iterable[int]) -> frozenset[int]:
        """These offices and all that answer to them."""
        reached: set[int] = set()
        waiting = list(office_ids)
        while waiting:
            office_id = waiting.pop()
            if office_id not in reached:
                reached.add(office_id)
                waiting.extend(self._children.get(office_id, ()))
        return frozenset(reached)

    def _depth(self, desk: Desk) -> int:
        depth, seen = 0, {desk.id}
        above = desk.parent_id
        while above in self.desks and above is not None and above not in seen:
            seen.add(above)
            above = self.desks[above].parent_id
            depth += 1
        return depth
