"""What of a payload gets into a dialogue: known names and storable facts, nothing else."""

import json
from typing import Final

from bot.dialogue.assets.domain import FALLBACK_INTENT, Domain
from bot.dialogue.interface import JSON, Payload

# Facts are codes and numbers. What is longer is somebody's words, and has no business here.
LONGEST_FACT: Final = 2000


def admit(payload: Payload, domain: Domain) -> Payload:
    """Keep what the domain knows; an intent that it does not know was not understood."""
    if payload.intent not in domain.all_intents:
        return Payload(FALLBACK_INTENT)
    facts = {}
    for name, value in payload.slots.items():
        text = _stored(value) if name in domain.entities else None
        if text is not None:
            facts[name] = json.loads(text)
    return Payload(payload.intent, facts)


def _stored(value: JSON) -> str | None:
    """Write a value as it will be kept; None when it cannot or should not be."""
    try:
        text = json.dumps(value, allow_nan=False, ensure_ascii=False)
        text.encode()
    except (TypeError, ValueError, RecursionError):
        # Not JSON, or half a character.
        return None
    # PostgreSQL keeps no NUL.
    return None if len(text) > LONGEST_FACT or "\\u0000" in text else text
