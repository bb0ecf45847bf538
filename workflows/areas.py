"""Finds the administrative area that people mean; a name alone never identifies one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from timekeeping.now import now
from workflows.folding import KHMER_PREFIXES, LATIN_PREFIXES, fold, fold_with_level
from workflows.models.organisation import Area, AreaAlias, AreaLevel

__all__ = ["Placement", "find", "fold", "names_in", "place_in_tree", "resolve_places"]

LEVELS = [str(level) for level in AreaLevel]
# Nobody names more places than these four levels and a landmark or two.
MOST_NAMES = 8

_BOUNDARY = re.compile(
    r"[,;\n()]|\s+(?=(?:{khmer})|(?:{latin})\b)|(?<=[\u1780-\u17ff])(?={khmer})".format(
        khmer="|".join(prefix for prefix, _ in KHMER_PREFIXES),
        latin="|".join(LATIN_PREFIXES),
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a matter is: the most specific area that is certain, and what it could be within it."""

    area: Area | None = None
    ambiguous: tuple[Area, ...] = ()


def find(name: str, *, within: Area | None = None, level: str | None = None) -> list[Area]:
    """Every area that the name may mean, the larger ones first; empty for what is no name.

    A word such as ស្រុក or "commune" narrows the level when an area of that level fits.
    """
    found = _candidates([name], within=within)[0]
    return [area for area in found if level is None or area.level == level]


def resolve_places(names: Sequence[str]) -> Placement:
    """Combine the names that were mentioned together: commune and province make one place.

    The province's name alone means the province, although a district may bear it too.
    """
    folded = {fold(name): name for name in names[:MOST_NAMES]}
    candidates = [found for found in _candidates(folded.values()) if found]
    if not candidates:
        return Placement()
    meant = _best_supported(candidates)
    if len(meant) > 1 and len(candidates) == 1:
        meant = [area for area in meant if area.level == AreaLevel.PROVINCE] or meant
    if len(meant) > 1:
        # A common village name that does not lie in the commune named: the commune is certain.
        alone = {found[0].pk for found in candidates if len(found) == 1}
        sure = [area for area in meant if area.pk in alone]
        meant = sure if len(sure) == 1 else meant
    if len(meant) == 1:
        return Placement(meant[0])
    return Placement(_in_common(meant), tuple(meant))


def names_in(text: str) -> list[str]:
    """Cut an answer such as "ភូមិថ្មី ឃុំបន្ទាយនាង" into the names in it."""
    parts = (part.strip() for part in _BOUNDARY.split(text[:500]))
    return [part for part in parts if part][:MOST_NAMES]


def _candidates(names: Iterable[str], *, within: Area | None = None) -> list[list[Area]]:
    """The areas of each name, in two queries for all of them."""
    wanted = [fold_with_level(name) for name in names]
    keys = {key for key, _ in wanted if key}
    if not keys:
        return [[] for _ in wanted]
    aliases = AreaAlias.objects.filter(folded__in=keys).values_list("folded", "area_id")
    alias_ids = defaultdict(set)
    for folded, area_id in aliases:
        alias_ids[folded].add(area_id)
    every_alias = set().union(*alias_ids.values()) if alias_ids else set()
    areas = list(_valid(within).filter(_named(keys) | Q(pk__in=every_alias)))
    areas.sort(key=lambda area: (LEVELS.index(area.level), area.code, area.pk))
    return [_at_level(_of(key, areas, alias_ids[key]), level) for key, level in wanted]


def _named(keys: set[str]) -> Q:
    return Q(folded_km__in=keys) | Q(folded_en__in=keys)


def _valid(within: Area | None) -> QuerySet[Area]:
    valid = Area.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=now().date()))
    return valid.filter(path__contains=[within.pk]) if within else valid


def _of(key: str, areas: list[Area], alias_ids: set[int]) -> list[Area]:
    return [
        area for area in areas if key in (area.folded_km, area.folded_en) or area.pk in alias_ids
    ]


def _at_level(areas: list[Area], level: str | None) -> list[Area]:
    return [area for area in areas if area.level == level] or areas


def _best_supported(candidates: list[list[Area]]) -> list[Area]:
    """The areas that the most names speak for, without those inside another of them."""
    ids = [{area.pk for area in found} for found in candidates]
    every = {area.pk: area for found in candidates for area in found}
    support = {pk: sum(not own.isdisjoint(area.path) for own in ids) for pk, area in every.items()}
    most = max(support.values())
    best = {pk for pk, names in support.items() if names == most}
    return [every[pk] for pk in every if pk in best and best.isdisjoint(every[pk].path[:-1])]


def _in_common(areas: list[Area]) -> Area | None:
    shared = 0
    for step in zip(*(area.path for area in areas), strict=False):
        if len(set(step)) > 1:
            break
        shared = step[0]
    return Area.objects.get(pk=shared) if shared else None


def place_in_tree(area: Area) -> None:
    """Save an area with its folded names and its path from the province down."""
    area.folded_km, area.folded_en = fold(area.name_km), fold(area.name_en)
    above = area.parent.path if area.parent else []
    if not area.path:  # New: its path ends with its own id.
        area.save()
    area.path = [*above, area.pk]
    area.save()
