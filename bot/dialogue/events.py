"""What happens in a conversation, in the words in which Rasa and its action servers say it."""

from typing import Any, Final, TypeAlias

Event: TypeAlias = dict[str, Any]

LISTEN: Final = "action_listen"
SESSION_START: Final = "action_session_start"
RESTART: Final = "action_restart"
BACK: Final = "action_back"
FALLBACK: Final = "action_default_fallback"
DEACTIVATE_LOOP: Final = "action_deactivate_loop"
EXTRACT_SLOTS: Final = "action_extract_slots"
VALIDATE_SLOTS: Final = "action_validate_slot_mappings"
REQUESTED_SLOT: Final = "requested_slot"
# In a rule: the slot or the loop must not be set.
NOT_SET: Final = "should_not_be_set"
# In a rule: anything may have happened before this point.
ANYTHING: Final = "..."

# What an action may send back; whatever else it sends is dropped, and said in the log.
FROM_ACTIONS: Final = frozenset(
    {
        "action",
        "action_execution_rejected",
        "active_loop",
        "bot",
        "followup",
        "loop_interrupted",
        "pause",
        "reset_slots",
        "restart",
        "resume",
        "rewind",
        "session_started",
        "slot",
        "undo",
    }
)


def user(text: str, intent: str, entities: list[dict[str, Any]], channel: str) -> Event:
    """Somebody said something."""
    named = {"name": intent, "confidence": 1.0}
    parsed = {"text": text, "intent": named, "intent_ranking": [named], "entities": entities}
    return {"event": "user", "text": text, "parse_data": parsed, "input_channel": channel}


def action(name: str) -> Event:
    """An action ran."""
    return {"event": "action", "name": name}


def rejected(name: str) -> Event:
    """An action declined to run."""
    return {"event": "action_execution_rejected", "name": name}


def slot(name: str, value: Any) -> Event:
    """A slot was given a value; None empties it."""
    return {"event": "slot", "name": name, "value": value}


def active_loop(name: str | None) -> Event:
    """A form begins, or, without a name, ends."""
    return {"event": "active_loop", "name": name}


def loop_interrupted() -> Event:
    """The form comes back after something else: its question was not answered."""
    return {"event": "loop_interrupted", "is_interrupted": True}


def bare(kind: str) -> Event:
    """An event that says nothing but its kind."""
    return {"event": kind}
