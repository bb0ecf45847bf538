"""How rules see a conversation: a row of states, each as it was before an action."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bot.dialogue.assets.slots import Feature, Slot
from bot.dialogue.events import ANYTHING, NOT_SET
from bot.dialogue.tracker import Moment


@dataclass(frozen=True)
class State:
    """One state of a rule; what is None or absent does not matter to it."""

    intent: str | None
    previous: str | None
    loop: str | None
    slots: tuple[tuple[str, Feature | str], ...]

    @property
    def is_anything(self) -> bool:
        """Say whether before this state anything may have been."""
        return self.previous == ANYTHING

    @property
    def active_loop(self) -> str | None:
        """Name the form that must be going on."""
        return None if self.loop == NOT_SET else self.loop

    def written(self) -> dict[str, Any]:
        """Write it as Rasa does, whose longest rule wins by the length of this."""
        state: dict[str, Any] = {}
        if self.intent:
            state["user"] = {"intent": self.intent}
        if self.slots:
            state["slots"] = {
                name: NOT_SET if isinstance(feature, str) else list(feature)
                for name, feature in self.slots
            }
        if self.previous:
            state["prev_action"] = {"action_name": self.previous}
        if self.loop:
            state["active_loop"] = {"name": self.loop}
        return state


@dataclass(frozen=True)
class Key:
    """The states that a prediction asks for, oldest first."""

    states: tuple[State, ...]

    @cached_property
    def length(self) -> int:
        """How much it says."""
        return len(self.text)

    @cached_property
    def text(self) -> str:
        """What it says."""
        return json.dumps([state.written() for state in self.states], sort_keys=True)


def key_of(states: Sequence[State]) -> Key | None:
    """Keep what follows the last point before which anything may have been."""
    kept: list[State] = []
    for state in reversed(states):
        if state.is_anything:
            break
        kept.insert(0, state)
    return Key(tuple(kept)) if kept else None


def state_of(moment: Moment, slots: Mapping[str, Slot]) -> State:
    """See a moment as a rule's state."""
    features = ((name, feature_in(moment, slot)) for name, slot in slots.items())
    return State(
        intent=moment.intent,
        previous=moment.previous,
        loop=moment.loop,
        slots=tuple((name, feature) for name, feature in features if feature is not None),
    )


def feature_in(moment: Moment, slot: Slot) -> Feature | str | None:
    """Give what rules see of a slot at a moment."""
    value = moment.slots.get(slot.name)
    if value == NOT_SET and slot.influences:
        return NOT_SET
    return slot.feature(value)


def matches(state: State, moment: Moment, slots: Mapping[str, Slot]) -> bool:
    """Say whether a moment is as a rule's state asks."""
    if not state.previous and not moment.previous:
        # Both are the beginning of a conversation.
        return True
    if not state.previous or not moment.previous or state.previous != moment.previous:
        return False
    if state.intent is not None and state.intent != moment.intent:
        return False
    return (state.loop is None or _is(state.loop, moment.loop)) and all(
        _is(wanted, feature_in(moment, slots[name])) for name, wanted in state.slots
    )


def _is(wanted: Feature | str, found: Feature | str | None) -> bool:
    if wanted == NOT_SET:
        return found is None or found == NOT_SET
    return found == wanted
