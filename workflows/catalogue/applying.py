"""Applies the whole catalogue in one transaction, in the order in which rows need each other."""

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction

from timekeeping.now import now
from workflows.catalogue import organisation, places, versioned
from workflows.catalogue.changes import Change
from workflows.catalogue.checking import check
from workflows.catalogue.entries import Catalogue
from workflows.catalogue.reading import FOLDER, read

PHNOM_PENH = ZoneInfo("Asia/Phnom_Penh")

# What --overwrite may name.
SECTIONS = ("agencies", "programmes", "categories", "offices", "calendars", "policies", "rules")


def load(
    *,
    folder: Path = FOLDER,
    overwrite: Collection[str] = (),
    dry_run: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> list[Change]:
    """Add what is missing and say what changed. A dry run does it all and takes it back.

    `overwrite` names the sections in which what differs becomes as it ships.
    Raises CatalogueError, and then nothing is changed.
    """
    catalogue = read(folder)
    check(catalogue)
    with transaction.atomic():
        changes = _apply(catalogue, overwrite=overwrite, progress=progress)
        if dry_run:
            transaction.set_rollback(True)
    return changes


def _apply(
    catalogue: Catalogue, *, overwrite: Collection[str], progress: Callable[[str], None]
) -> list[Change]:
    today = now().astimezone(PHNOM_PENH).date()
    changes = [
        Change("areas", unlisted=places.load(progress)),
        Change("other names of areas", unlisted=places.load_aliases(catalogue.aliases)),
    ]
    steps: dict[str, Callable[..., list[Change]]] = {
        "agencies": organisation.apply_agencies,
        "programmes": organisation.apply_programmes,
        "categories": organisation.apply_categories,
        "offices": organisation.apply_offices,
        "calendars": partial(versioned.apply_calendars, today=today),
        "policies": partial(versioned.apply_policies, today=today),
        "rules": partial(versioned.apply_rules, today=today),
    }
    for name in SECTIONS:
        progress(name)
        changes.extend(steps[name](catalogue, overwrite=name in overwrite))
    return changes
