"""Catalogue rows by their codes, kept in memory: the names that understanding gives to things."""

from dataclasses import dataclass

from workflows.models import Category, Programme
from workflows.revision import Kept


@dataclass(frozen=True, slots=True)
class _Catalogue:
    categories: dict[str, Category]
    programmes: dict[str, Programme]


def category(code: str | None) -> Category | None:
    """The active category of a code; None for a code that the catalogue does not have."""
    return _kept.get().categories.get(code) if code else None


def programme(code: str | None) -> Programme | None:
    """The programme of a code, open or closed; None for a code that the catalogue has not."""
    return _kept.get().programmes.get(code) if code else None


def _read() -> _Catalogue:
    return _Catalogue(
        categories={row.code: row for row in Category.objects.filter(is_active=True)},
        programmes={row.code: row for row in Programme.objects.all()},
    )


_kept = Kept(_read)
