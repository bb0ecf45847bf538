"""The cases' own loops: hearing what was sent, watching deadlines, ending waits."""

from collections.abc import Callable
from typing import Final

import structlog

from cases.services.escalating import check_deadlines
from cases.services.hearing import hear_accepted
from cases.services.lapsing import close_silent, end_offers, end_waits

log = structlog.get_logger(__name__)
WATCHES: Final[tuple[Callable[[], int], ...]] = (
    check_deadlines,
    close_silent,
    end_waits,
    end_offers,
)


def hear() -> int:
    """One pass over messages that a provider took; returns how many."""
    return hear_accepted()


def watch() -> int:
    """One pass over whatever time has brought about; returns how many cases moved."""
    return sum(_looked(watched) for watched in WATCHES)


def _looked(watched: Callable[[], int]) -> int:
    try:
        return watched()
    except Exception:
        # What breaks one watch must not stop the others, deadlines least of all.
        log.exception("watch_failed", task=watched.__name__)
        return 0
