"""The labels of understanding: intents, and what follows from an intent or a category alone."""

from typing import Final

INTENTS: Final = (
    "complaint",
    "enrolment_query",
    "information_query",
    "check_status",
    "provide_reference",
    "talk_to_human",
    "greeting",
    "thanks_confirm",
    "not_resolved",
    "stop",
    "start",
    "menu_choice",
    "safety",
    "out_of_scope",
    "unclear",
    "privacy_request",
)
# The one category of intents that have one; the others are told apart by their matter.
CATEGORY_OF: Final = {
    "check_status": "INFO.STATUS",
    "provide_reference": "INFO.STATUS",
    "not_resolved": "INFO.STATUS",
    "talk_to_human": "OTH.UNCLEAR",
    "greeting": "OTH.UNCLEAR",
    "start": "OTH.UNCLEAR",
    "menu_choice": "OTH.UNCLEAR",
    "unclear": "OTH.UNCLEAR",
    "thanks_confirm": "FBK.THANKS",
    "stop": "PRV.REQUEST",
    "privacy_request": "PRV.REQUEST",
    "out_of_scope": "OTH.OOS",
}
SAFETY: Final = ("SAFE.", "HLT.EMERG")
# What only focal points may see, whoever is accused.
SECRET: Final = ("SAFE.", "INT.", "PRV.BREACH")
NOT_SECRET: Final = frozenset({"INT.SCAM"})
# Secret where the words accuse an official, an agent or a member of staff ('C' of the taxonomy).
CONDITIONAL: Final = frozenset(
    {
        "TGT.INCL",
        "CARD.WITHHELD",
        "PAY.AGENTFEE",
        "PAY.TAKEN",
        "HLT.CHARGED",
        "HLT.ATTITUDE",
        "SVC.OFFICE",
        "SVC.ATTITUDE",
    }
)


def is_safety(category: str) -> bool:
    """Say whether a category is what the intent safety stands for."""
    return category.startswith(SAFETY)


def is_secret(category: str) -> bool:
    """Say whether a category is for focal points alone, whoever is accused."""
    return category.startswith(SECRET) and category not in NOT_SECRET
