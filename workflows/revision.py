"""Keeps one frozen copy of something read from the catalogue, for as long as it is the newest."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Generic, TypeVar
from uuid import UUID

from workflows.models import CatalogueRevision

Frozen = TypeVar("Frozen")


_seen: ContextVar[list[UUID | None] | None] = ContextVar("revision_seen", default=None)


def current() -> UUID | None:
    """The catalogue's revision; None while nothing was ever loaded."""
    seen = _seen.get()
    if seen:
        return seen[0]
    revision = CatalogueRevision.objects.values_list("revision", flat=True).first()
    if seen is not None:
        seen.append(revision)
    return revision


@contextmanager
def steady() -> Iterator[None]:
    """Ask for the revision once in this block: one batch of messages is held to one catalogue."""
    before = _seen.set([])
    try:
        yield
    finally:
        _seen.reset(before)


class Kept(Generic[Frozen]):
    """A value that is read anew when the catalogue's revision is another one: one short query.

    Every change of the catalogue renews the revision, also through SQL, so a copy is never
    stale. Threads may read at the same time: the pair is replaced whole.
    """

    def __init__(self, read: Callable[[], Frozen]) -> None:
        """Take the function that reads the tables."""
        self._read = read
        self._pair: tuple[UUID, Frozen] | None = None

    def get(self) -> Frozen:
        """The value as of now."""
        revision = current()
        pair = self._pair
        if pair is not None and pair[0] == revision:
            return pair[1]
        value = self._read()
        if revision is not None:
            self._pair = (revision, value)
        return value
