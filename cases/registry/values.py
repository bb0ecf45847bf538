"""The values that a registry gives, and the one shape that every adapter has."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from cases.registry.facts import Candidates


@dataclass(frozen=True, slots=True)
class Household:
    """What a register says of a household; nobody's name, number or birthday."""

    # Keyed hashes of its numbers: how its payments are found.
    keys: tuple[str, ...]
    is_listed: bool
    # `poor_1`, `poor_2`, `at_risk`, or empty where the register does not say.
    level: str = ""
    card_valid_until: date | None = None
    # A gazetteer code, of the commune or finer; empty where the register does not say.
    area: str = ""

    def card_is_valid(self, *, on: date) -> bool:
        """Whether the card counts on a day; one without a last day does as long as it is listed."""
        return self.is_listed and (self.card_valid_until is None or on <= self.card_valid_until)


@dataclass(frozen=True, slots=True)
class Payment:
    """A programme's payment to a household in one cycle, as the payment list has it."""

    programme: str
    cycle: str
    # `paid`, `unpaid`, `returned` or `stopped`.
    status: str
    # Only where the imported row has it; never computed, never taken from a programme's rules.
    amount_riel: int | None = None
    paid_on: date | None = None
    withdraw_by: date | None = None
    # The code of a payment provider.
    provider: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The number and the second fact belong together: of this household may be told."""

    household: Household


@dataclass(frozen=True, slots=True)
class NotConfirmed:
    """The number is unknown, or the fact is wrong: nobody learns which."""


@dataclass(frozen=True, slots=True)
class Throttled:
    """Too many wrong tries; the next one counts from `until`."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The registry did not answer, or there is none."""


Result = Confirmed | NotConfirmed | Throttled | Unavailable


class Registry(Protocol):
    """A register of households and of their payments. Raises RegistryAway."""

    name: str

    def matching(self, number: str, known: Candidates) -> Household | None:
        """The household of a card or household number, if one of the facts is true of it.

        An unknown number costs what a wrong fact costs, and gives the same None.
        """

    def payments(self, household: Household) -> list[Payment]:
        """Its payments, the newest cycle first."""
