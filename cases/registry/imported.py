"""The register that was imported: rows of hashes in our own database."""

from typing import Final

from django.db.models import Q

from cases.models import RegisterHousehold, RegisterPayment
from cases.registry import facts
from cases.registry.facts import Candidates
from cases.registry.values import Household, Payment
from channels_app.identity import document_hash

# Compared where there is no household, so that an unknown number takes as long as a wrong fact.
NOBODY: Final = RegisterHousehold(number_hash="0" * 64, facts=["0" * 32] * 4)


class Imported:
    """Finds households and payments that `import_register` brought in."""

    name = "imported"

    def matching(self, number: str, known: Candidates) -> Household | None:
        """Compare the facts of the household, or of nobody, in the same steps."""
        wanted = document_hash(number)
        found = (
            RegisterHousehold.objects.filter(Q(number_hash=wanted) | Q(card_hash=wanted))
            .select_related("area")
            # A number that two households bear identifies neither.
            .order_by("pk")[:2]
        )
        row = found[0] if len(found) == 1 else NOBODY
        is_right = facts.is_true(known, row.facts, salt=row.number_hash)
        if not is_right or row is NOBODY:
            return None
        return Household(
            keys=tuple(key for key in (row.number_hash, row.card_hash) if key),
            is_listed=row.is_listed,
            level=row.level,
            card_valid_until=row.valid_until,
            area=row.area.code if row.area else "",
        )

    def payments(self, household: Household) -> list[Payment]:
        """Read the payment lists, newest cycle first."""
        return payments_of(household.keys)


def payments_of(keys: tuple[str, ...]) -> list[Payment]:
    """The imported payments to a household by the keyed hashes of its numbers."""
    rows = (
        RegisterPayment.objects.filter(number_hash__in=keys)
        .select_related("programme", "provider")
        .order_by("-cycle", "programme__code", "-pk")
    )
    return [
        Payment(
            programme=row.programme.code,
            cycle=row.cycle,
            status=row.status,
            amount_riel=row.amount_riel,
            paid_on=row.paid_on,
            withdraw_by=row.withdraw_by,
            provider=row.provider.code if row.provider else "",
        )
        for row in rows
    ]
