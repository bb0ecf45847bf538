"""What a register of households and payments says: one interface, and who may be told."""

from cases.registry.identity import check, payments
from cases.registry.values import (
    Confirmed,
    Household,
    NotConfirmed,
    Payment,
    Result,
    Throttled,
    Unavailable,
)

__all__ = [
    "Confirmed",
    "Household",
    "NotConfirmed",
    "Payment",
    "Result",
    "Throttled",
    "Unavailable",
    "check",
    "payments",
]
