"""Telling what the register says of a household, once it is known who asks."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings

from bot.turn import Turn
from bot.verbs.filing import enquiry_of, gather_earlier, open_with
from cases import registry
from cases.registry import Confirmed, saying
from cases.registry.saying import Said
from cases.services import enquiring
from cases.services.placing import PHNOM_PENH
from workflows import lookup

CATEGORIES: Final = {"list": "INFO.ELIG", "payment": "INFO.PAYDATE"}
REASONS: Final = {
    "throttled": "registry_throttled",
    "unavailable": "registry_away",
    "not_confirmed": "registry_not_confirmed",
}


def tell(turn: Turn, order: Mapping[str, Any]) -> None:
    """Say it, and record the enquiry as answered; nothing of the household stands on the case."""
    confirmed = turn.told.household
    if confirmed is None:
        return
    turn.told.category = lookup.category(CATEGORIES[order["about"]])
    found = _found(turn, confirmed, order["about"])
    if found is None:
        not_told(turn, {"because": "unavailable", "about": order["about"]})
        return
    case = enquiring.answered(enquiry_of(turn), origin=f"registry:{settings.REGISTRY}")
    turn.meant = case
    for said in found:
        turn.say(said.key, case=case, **said.values)
    turn.settle()


def not_told(turn: Turn, order: Mapping[str, Any]) -> None:
    """Say why not; where the register is away an officer answers, and sees what was given."""
    because = order["because"]
    turn.say(REASONS.get(because, "registry_not_confirmed"))
    if because == "unavailable":
        turn.is_kept = True
        category = lookup.category(CATEGORIES[order["about"]])
        turn.meant = open_with(turn, "", turn.message, category=category)
        gather_earlier(turn, turn.meant)
    turn.settle()


def _found(turn: Turn, confirmed: Confirmed, about: str) -> list[Said] | None:
    today = turn.at.astimezone(PHNOM_PENH).date()
    if about == "list":
        return [saying.of_household(confirmed.household, language=turn.language, today=today)]
    payments = registry.payments(confirmed, contact=turn.contact, now=turn.at)
    if payments is None:
        return None
    return saying.of_payments(payments, language=turn.language, today=today)
