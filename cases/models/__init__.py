"""The records of a case."""

from cases.models.case import Case, ClosureKind, Outcome
from cases.models.clock import Clock, ClockAlert, ClockEntry, ClockState
from cases.models.event import ActionKey, CaseEvent
from cases.models.message import ThreadMessage
from cases.models.party import Party, PartyRole, Person
from cases.models.referral import Referral, ReferralState
from cases.models.remedy import Remedy

__all__ = [
    "ActionKey",
    "Case",
    "CaseEvent",
    "Clock",
    "ClockAlert",
    "ClockEntry",
    "ClockState",
    "ClosureKind",
    "Outcome",
    "Party",
    "PartyRole",
    "Person",
    "Referral",
    "ReferralState",
    "Remedy",
    "ThreadMessage",
]
