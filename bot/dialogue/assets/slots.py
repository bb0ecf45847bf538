"""Slots: their types, what of a value a rule may see, and from where they are filled."""

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from bot.dialogue.assets.mappings import Mapping, read_mapping
from bot.dialogue.assets.written import Written
from bot.dialogue.events import REQUESTED_SLOT

Feature: TypeAlias = tuple[float, ...]
TYPES: Final = {"text", "bool", "categorical", "float", "list", "any"}
KEYS: Final = {
    "type",
    "influence_conversation",
    "initial_value",
    "mappings",
    "values",
    "min_value",
    "max_value",
}
RESERVED: Final = frozenset({REQUESTED_SLOT, "session_started_metadata"})
OTHER_VALUE: Final = "__other__"


@dataclass(frozen=True)
class Slot:
    """One slot of the domain."""

    name: str
    type: str
    mappings: tuple[Mapping, ...] = ()
    initial: Any = None
    influences: bool = True
    values: tuple[str, ...] = ()
    least: float = 0.0
    most: float = 1.0

    def feature(self, value: Any) -> Feature | None:
        """Give what rules see of a value, in Rasa's figures; None when it is as if unset."""
        if not self.influences or value is None:
            return None
        if self.type == "text":
            return (1.0,)
        if self.type == "list":
            return (1.0,) if hasattr(value, "__len__") and len(value) else None
        if self.type == "bool":
            truth = as_bool(value)
            return None if truth is None else (1.0, float(truth))
        if self.type == "float":
            return self._of_float(value)
        return self._of_category(value)

    def _of_float(self, value: Any) -> Feature | None:
        try:
            capped = max(self.least, min(self.most, float(value)))
        except (TypeError, ValueError):
            return None
        return (1.0, (capped - self.least) / (self.most - self.least))

    def _of_category(self, value: Any) -> Feature:
        known = (*self.values, OTHER_VALUE)
        label = str(value).lower()
        at = known.index(label if label in known else OTHER_VALUE)
        return tuple(float(index == at) for index in range(len(known)))


def as_bool(value: Any) -> bool | None:
    """Read a truth value as Rasa does; None when it is none."""
    if isinstance(value, bool | int | float):
        return value == 1
    if isinstance(value, str):
        if value.isnumeric():
            return float(value) == 1
        return {"true": True, "false": False}.get(value.strip().lower())
    return None


def read_slot(name: str, written: Written) -> Slot:
    """Read one slot of the domain."""
    if name in RESERVED:
        raise written.refuse(f"the slot '{name}' is the engine's own")
    found = written.keys(KEYS, f"the slot '{name}'")
    if "type" not in found:
        raise written.refuse(f"the slot '{name}' needs a type")
    kind = found["type"].text(f"the type of the slot '{name}'")
    if kind not in TYPES:
        raise found["type"].refuse(f"a slot of the type '{kind}' is not taken")
    if "mappings" not in found:
        raise written.refuse(f"the slot '{name}' needs mappings; an empty list will do")
    influences = (
        found["influence_conversation"].value if "influence_conversation" in found else None
    )
    if influences not in {None, True, False}:
        raise found["influence_conversation"].refuse("influence_conversation is true or false")
    if kind == "any" and influences:
        raise found["influence_conversation"].refuse("a slot of the type 'any' has no influence")
    least, most = _range(found)
    return Slot(
        name=name,
        type=kind,
        mappings=tuple(read_mapping(name, each) for each in found["mappings"].each("mappings")),
        initial=found["initial_value"].value if "initial_value" in found else None,
        influences=kind != "any" if influences is None else influences,
        values=_values(name, kind, written, found),
        least=least,
        most=most,
    )


def _range(found: dict[str, Written]) -> tuple[float, float]:
    least = float(found["min_value"].value) if "min_value" in found else 0.0
    most = float(found["max_value"].value) if "max_value" in found else 1.0
    if least >= most:
        raise (found.get("min_value") or found["max_value"]).refuse("min_value is below max_value")
    return least, most


def _values(name: str, kind: str, written: Written, found: dict[str, Written]) -> tuple[str, ...]:
    if "values" in found and kind != "categorical":
        raise found["values"].refuse(f"only a categorical slot has values, '{name}' is '{kind}'")
    if kind != "categorical":
        return ()
    if "values" not in found:
        raise written.refuse(f"the categorical slot '{name}' needs values")
    values = found["values"].value
    if not isinstance(values, list) or None in values:
        raise found["values"].refuse("values is a list without null")
    return tuple(str(value).lower() for value in values)
