"""Joins the domain's parts, from however many files, and holds their names against each other."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from bot.dialogue.assets.domain import DEFAULT_INTENTS, Domain, Form, Session
from bot.dialogue.assets.mappings import Mapping
from bot.dialogue.assets.responses import read_responses
from bot.dialogue.assets.slots import Slot, read_slot
from bot.dialogue.assets.written import Written

LISTS: Final = ("intents", "entities", "actions")
MAPPINGS: Final = ("slots", "responses", "forms")
DOMAIN_KEYS: Final = frozenset({*LISTS, *MAPPINGS, "session_config"})


@dataclass
class Gathered:
    """The parts as they were written."""

    lists: dict[str, list[Written]] = field(default_factory=lambda: {key: [] for key in LISTS})
    mappings: dict[str, dict[str, Written]] = field(
        default_factory=lambda: {key: {} for key in MAPPINGS}
    )
    session: Written | None = None
    files: set[str] = field(default_factory=set)

    def add(self, key: str, value: Written) -> None:
        """Take one part of one file."""
        self.files.add(value.file)
        if value.value is None:
            return
        if key in self.lists:
            self.lists[key] += value.each(key)
        elif key in self.mappings:
            for name, each in value.pairs(key):
                if name in self.mappings[key]:
                    raise each.refuse(
                        f"'{name}' stands at {self.mappings[key][name].place} already"
                    )
                self.mappings[key][name] = each
        elif self.session is not None:
            raise value.refuse(f"session_config stands at {self.session.place} already")
        else:
            self.session = value


def domain_of(parts: Gathered) -> Domain:
    """Join the parts into one domain."""
    slots = {name: read_slot(name, each) for name, each in parts.mappings["slots"].items()}
    responses = {
        name: read_responses(name, each) for name, each in parts.mappings["responses"].items()
    }
    entities = [_entity(each) for each in parts.lists["entities"]]
    intents = [_intent(each, set(entities)) for each in parts.lists["intents"]]
    domain = Domain(
        intents=frozenset(intents),
        entities=frozenset(entities),
        slots=slots,
        responses=responses,
        forms={
            name: _form(name, each, slots, {*intents, *DEFAULT_INTENTS})
            for name, each in parts.mappings["forms"].items()
        },
        actions=tuple(_action(each, responses) for each in parts.lists["actions"]),
        session=_session(parts.session),
        raw=_raw(parts),
    )
    _check_mappings(domain)
    return domain


def _entity(written: Written) -> str:
    if not written.is_mapping:
        return written.text("an entity")
    ((name, rest),) = written.pairs("an entity")
    for key, value in rest.pairs(f"the entity '{name}'"):
        if key != "influence_conversation":
            raise value.refuse(f"{key} of an entity are not taken")
    return name


def _intent(written: Written, entities: set[str]) -> str:
    if not written.is_mapping:
        return _plain(written.text("an intent"), written)
    ((name, rest),) = written.pairs("an intent")
    for key, value in rest.pairs(f"the intent '{name}'"):
        if key not in {"use_entities", "ignore_entities"}:
            raise value.refuse(f"'{key}' of an intent is not taken")
        _known(value.value, entities, value)
    return _plain(name, written)


def _plain(name: str, written: Written) -> str:
    if any(mark in name for mark in "/@{"):
        raise written.refuse(f"the intent '{name}' has a mark in its name that payloads use")
    return name


def _known(names: Any, entities: set[str], written: Written) -> None:
    for name in names if isinstance(names, list) else ():
        if name not in entities:
            raise written.refuse(f"the entity '{name}' is not in the domain")


def _action(written: Written, responses: Iterable[str]) -> str:
    name = written.text("an action")
    if name.startswith("utter_") and name not in set(responses):
        raise written.refuse(f"the response '{name}' is not in the domain")
    return name


def _form(name: str, written: Written, slots: dict[str, Slot], intents: set[str]) -> Form:
    found = written.keys({"required_slots", "ignored_intents"}, f"the form '{name}'")
    if "required_slots" not in found:
        raise written.refuse(f"the form '{name}' needs required_slots")
    required = []
    for each in found["required_slots"].each("required_slots"):
        if each.text("a slot") not in slots:
            raise each.refuse(f"the slot '{each.value}' is not in the domain")
        required.append(each.text("a slot"))
    ignored = (
        found["ignored_intents"].texts("ignored_intents") if "ignored_intents" in found else []
    )
    for intent in ignored:
        if intent not in intents:
            raise found["ignored_intents"].refuse(f"the intent '{intent}' is not in the domain")
    return Form(name, tuple(required), tuple(ignored))


def _session(written: Written | None) -> Session:
    if written is None:
        return Session()
    keys = {"session_expiration_time", "carry_over_slots_to_new_session"}
    found = written.keys(keys, "session_config")
    minutes = found["session_expiration_time"].value if "session_expiration_time" in found else 60
    carry = found.get("carry_over_slots_to_new_session")
    if isinstance(minutes, bool) or not isinstance(minutes, int | float):
        raise written.refuse("session_expiration_time is a number of minutes")
    return Session(float(minutes), carry is None or carry.value is True)


def _check_mappings(domain: Domain) -> None:
    for slot in domain.slots.values():
        for mapping in slot.mappings:
            for intent in (*mapping.intents, *mapping.not_intents):
                if intent not in domain.all_intents:
                    raise mapping.written.refuse(f"the intent '{intent}' is not in the domain")
            if mapping.type == "from_entity" and mapping.entity not in domain.entities:
                raise mapping.written.refuse(f"the entity '{mapping.entity}' is not in the domain")
            if mapping.action and mapping.action not in domain.actions:
                raise mapping.written.refuse(f"the action '{mapping.action}' is not in the domain")
            for condition in mapping.conditions:
                if condition.loop is not None:
                    _check_condition(condition.loop, slot, mapping, domain)


def _check_condition(loop: str, slot: Slot, mapping: Mapping, domain: Domain) -> None:
    if loop not in domain.forms:
        raise mapping.written.refuse(f"the form '{loop}' is not in the domain")
    required = domain.forms[loop].required
    if required and slot.name not in required and mapping.type != "from_trigger_intent":
        why = f"the slot '{slot.name}' is not among the required_slots of '{loop}'"
        raise mapping.written.refuse(why)


def _raw(parts: Gathered) -> dict[str, Any]:
    raw: dict[str, Any] = {"version": "3.1"}
    raw |= {key: [each.value for each in found] for key, found in parts.lists.items()}
    raw |= {
        key: {name: each.value for name, each in found.items()}
        for key, found in parts.mappings.items()
    }
    session = _session(parts.session)
    raw["session_config"] = {
        "session_expiration_time": session.minutes,
        "carry_over_slots_to_new_session": session.carry_over,
    }
    return raw
