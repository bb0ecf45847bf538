"""The cases' own loops: hearing what was sent, watching deadlines, ending waits."""

from cases.services.escalating import check_deadlines
from cases.services.hearing import hear_accepted
from cases.services.lapsing import close_silent, end_offers, end_waits


def hear() -> int:
    """One pass over messages that a provider took; returns how many."""
    return hear_accepted()


def watch() -> int:
    """One pass over whatever time has brought about; returns how many cases moved."""
    return check_deadlines() + close_silent() + end_waits() + end_offers()
