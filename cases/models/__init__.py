"""The records of a case."""

from cases.models.case import Case, ClosureKind, Outcome
from cases.models.clock import Clock, ClockAlert, ClockEntry, ClockState
from cases.models.event import ActionKey, CaseEvent
from cases.models.knowledge import ApprovedAnswer
from cases.models.message import ThreadMessage
from cases.models.party import Party, PartyRole, Person
from cases.models.referral import Referral, ReferralState
from cases.models.register import (
    Level,
    PaymentStatus,
    RegisterHousehold,
    RegisterPayment,
    StagedHousehold,
    StagedPayment,
)
from cases.models.register_log import ImportKind, LookupOutcome, RegisterImport, RegistryLookup
from cases.models.remedy import Remedy

__all__ = [
    "ActionKey",
    "ApprovedAnswer",
    "Case",
    "CaseEvent",
    "Clock",
    "ClockAlert",
    "ClockEntry",
    "ClockState",
    "ClosureKind",
    "ImportKind",
    "Level",
    "LookupOutcome",
    "Outcome",
    "Party",
    "PartyRole",
    "PaymentStatus",
    "Person",
    "Referral",
    "ReferralState",
    "RegisterHousehold",
    "RegisterImport",
    "RegisterPayment",
    "RegistryLookup",
    "Remedy",
    "StagedHousehold",
    "StagedPayment",
    "ThreadMessage",
]
