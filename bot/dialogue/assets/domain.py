"""The domain: every name that the assets may use."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from bot.dialogue import events
from bot.dialogue.assets.responses import Response
from bot.dialogue.assets.slots import RESERVED, Slot
from bot.dialogue.assets.written import Written
from bot.dialogue.tracker import SlotTable

FALLBACK_INTENT: Final = "nlu_fallback"
DEFAULT_INTENTS: Final = ("restart", "back", "out_of_scope", "session_start", FALLBACK_INTENT)
DEFAULT_ACTIONS: Final = (
    events.LISTEN,
    events.RESTART,
    events.SESSION_START,
    events.FALLBACK,
    events.DEACTIVATE_LOOP,
    events.BACK,
    events.EXTRACT_SLOTS,
)
REFUSED_ACTIONS: Final = frozenset(
    {
        "action_revert_fallback_events",
        "action_default_ask_affirmation",
        "action_default_ask_rephrase",
        "action_two_stage_fallback",
        "action_unlikely_intent",
    }
)


@dataclass(frozen=True)
class Form:
    """What a form asks for, in this order, and what it does not take for an answer."""

    name: str
    required: tuple[str, ...]
    ignored_intents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Session:
    """After how much silence a conversation begins anew, and whether slots come along."""

    minutes: float = 60.0
    carry_over: bool = True


@dataclass(frozen=True)
class Domain:
    """Every intent, entity, slot, response, form and action."""

    intents: frozenset[str]
    entities: frozenset[str]
    slots: Mapping[str, Slot]
    responses: Mapping[str, tuple[Response, ...]]
    forms: Mapping[str, Form]
    actions: tuple[str, ...]
    session: Session
    # As an action server gets it.
    raw: dict[str, Any]

    @cached_property
    def all_intents(self) -> frozenset[str]:
        """The domain's intents and those that every domain has."""
        return self.intents | frozenset(DEFAULT_INTENTS)

    @cached_property
    def all_actions(self) -> frozenset[str]:
        """Whatever may be run."""
        return frozenset((*self.actions, *self.responses, *DEFAULT_ACTIONS, *self.forms))

    @cached_property
    def table(self) -> SlotTable:
        """The slots with their first values."""
        initial = {name: slot.initial for name, slot in self.slots.items()}
        initial |= dict.fromkeys(RESERVED if self.forms else RESERVED - {events.REQUESTED_SLOT})
        lists = frozenset(name for name, slot in self.slots.items() if slot.type == "list")
        return SlotTable(initial=initial, names=frozenset(initial), lists=lists)

    def runnable(self, written: Written) -> str:
        """Give the name of an action that a rule may run."""
        name = written.text("an action")
        if name in REFUSED_ACTIONS and name not in self.actions:
            raise written.refuse(f"the action '{name}' is not taken")
        if name in {events.LISTEN, events.ANYTHING}:
            raise written.refuse(f"'{name}' is not written into a rule")
        if name not in self.all_actions:
            raise written.refuse(f"the action '{name}' is not in the domain")
        return name
