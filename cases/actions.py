"""Which step makes sense in which state: read by the door and by every verb."""

from typing import Final

from cases.errors import IllegalMove
from cases.models import Case
from workflows.lifecycle import OPEN_STATES, CaseState

S = CaseState

# The order is that in which a screen offers them.
WHEN: Final[dict[str, tuple[str, ...]]] = {
    "accept": (S.ASSIGNED,),
    "accept_referral": (S.REFERRED,),
    "resume": (S.AWAITING,),
    "remedy_done": (S.RESOLVED, S.CLOSED),
    "resolve": (S.RECEIVED, S.ASSIGNED, S.IN_PROGRESS),
    "close": (S.RESOLVED,),
    "reopen": (S.RESOLVED, S.CLOSED, S.DUPLICATE),
    "take_back": (S.REFERRED,),
    "reply": (S.ASSIGNED, S.IN_PROGRESS, S.AWAITING, S.REFERRED, S.RESOLVED),
    "ask": (S.IN_PROGRESS,),
    "call": (*OPEN_STATES, S.RESOLVED),
    "note": tuple(CaseState.values),
    "assign": (S.ASSIGNED, S.IN_PROGRESS, S.AWAITING),
    "refer": (S.ASSIGNED, S.IN_PROGRESS, S.AWAITING),
    "refuse_referral": (S.REFERRED,),
    "classify": OPEN_STATES,
    "merge": OPEN_STATES,
    "withdraw": OPEN_STATES,
    "reject": (S.RECEIVED, S.ASSIGNED, S.IN_PROGRESS),
    "mark_sensitive": tuple(CaseState.values),
    "view": tuple(CaseState.values),
}


def check(case: Case, action: str) -> None:
    """Raise IllegalMove where the case is not in a state for this step."""
    if case.state not in WHEN[action]:
        raise IllegalMove
