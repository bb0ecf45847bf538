"""A case to count."""

from tests.cases.conftest import case, missed_payment

__all__ = ["case", "missed_payment"]
