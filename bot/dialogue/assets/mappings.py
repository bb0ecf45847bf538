"""From where a slot is filled: an entity, the intent, the text, or an action of ours."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from bot.dialogue.assets.written import Written

NEEDS: Final = {
    "from_entity": "entity",
    "from_intent": "value",
    "from_trigger_intent": "value",
    "from_text": None,
    "custom": None,
}
KEYS: Final = {"type", "intent", "not_intent", "conditions", "entity", "value", "action"}


@dataclass(frozen=True)
class Condition:
    """A form, and perhaps the slot that it asks for, in which a mapping holds."""

    loop: str | None
    requested: str | None


@dataclass(frozen=True)
class Mapping:
    """One way to fill a slot."""

    type: str
    written: Written
    entity: str | None = None
    value: Any = None
    action: str | None = None
    intents: tuple[str, ...] = ()
    not_intents: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @cached_property
    def key(self) -> str:
        """Two mappings with the same key fill from the same."""
        return repr(sorted(self.written.value.items(), key=lambda pair: str(pair[0])))


def read_mapping(slot: str, written: Written) -> Mapping:
    """Read one mapping of a slot."""
    what = f"a mapping of the slot '{slot}'"
    for name, value in written.pairs(what):
        if name in {"role", "group"}:
            raise value.refuse(f"an entity's {name} is not taken")
    found = written.keys(KEYS, what)
    if "type" not in found:
        raise written.refuse(f"{what} needs a type")
    kind = found["type"].text("the type of a mapping")
    if kind not in NEEDS:
        raise found["type"].refuse(f"a mapping of the type '{kind}' is not taken")
    needed = NEEDS[kind]
    if needed and (needed not in found or found[needed].value is None):
        raise written.refuse(f"a mapping of the type '{kind}' needs '{needed}'")
    return Mapping(
        type=kind,
        written=written,
        entity=found["entity"].text("an entity") if "entity" in found else None,
        value=found["value"].value if "value" in found else None,
        action=found["action"].text("an action") if "action" in found else None,
        intents=_names(found.get("intent")),
        not_intents=_names(found.get("not_intent")),
        conditions=tuple(_condition(each) for each in found["conditions"].each("conditions"))
        if "conditions" in found
        else (),
    )


def _names(written: Written | None) -> tuple[str, ...]:
    if written is None or written.value is None:
        return ()
    return tuple(written.texts("an intent"))


def _condition(written: Written) -> Condition:
    found = written.keys({"active_loop", "requested_slot"}, "a condition of a mapping")
    if "active_loop" not in found:
        raise written.refuse("a condition of a mapping names an active_loop, or null")
    loop = found["active_loop"].value
    requested = found["requested_slot"].value if "requested_slot" in found else None
    return Condition(loop=loop, requested=requested)
