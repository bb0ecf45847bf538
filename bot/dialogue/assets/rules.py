"""Rules: what follows what, as the events of a conversation that keeps them."""

from dataclasses import dataclass
from typing import Any, Final

from bot.dialogue import events
from bot.dialogue.assets.domain import Domain
from bot.dialogue.assets.written import Written
from bot.dialogue.errors import Place
from bot.dialogue.events import ANYTHING, LISTEN, NOT_SET, Event

KEYS: Final = {
    "rule",
    "condition",
    "steps",
    "conversation_start",
    "wait_for_user_input",
    "metadata",
}
STEPS: Final = {"intent", "action", "active_loop", "slot_was_set", "metadata"}
REFUSED_STEPS: Final = {
    "checkpoint": "a checkpoint",
    "or": "an 'or'",
    "user": "a user's own words",
    "bot": "a bot's own words",
    "entities": "entities in a step",
}
DEFAULT_SET: Final[dict[str, Any]] = {"text": "filled", "list": ["filled"]}


@dataclass(frozen=True)
class Rule:
    """One rule, told as a conversation."""

    name: str
    place: Place
    events: tuple[Event, ...]


def read_rule(written: Written, domain: Domain) -> Rule:
    """Read one rule."""
    if written.is_mapping and "story" in written.value:
        raise written.refuse("a story is not taken: write it as rules")
    found = written.keys(KEYS, "a rule")
    if "rule" not in found:
        raise written.refuse("a rule needs a name under 'rule'")
    name = found["rule"].text("a rule's name")
    if "steps" not in found:
        raise written.refuse(f"the rule '{name}' has no steps")
    told: list[Event] = []
    if "condition" in found:
        for each in found["condition"].each("condition"):
            told += _condition(each, domain)
    start, wait = (
        _flag(found, "conversation_start", False),
        _flag(found, "wait_for_user_input", True),
    )
    if not start:
        told.append(events.action(ANYTHING))
    steps = [event for each in found["steps"].each("steps") for event in _step(each, domain)]
    if not steps:
        raise found["steps"].refuse(f"the rule '{name}' has no steps")
    if sum(event["event"] == "user" for event in steps) > 1:
        raise found["steps"].refuse(f"the rule '{name}' has more than one message of the person")
    told += steps
    if not wait:
        told.append(events.action(ANYTHING))
    return Rule(name, written.place, tuple(_explicit(told)))


def _flag(found: dict[str, Written], key: str, otherwise: bool) -> bool:
    if key not in found:
        return otherwise
    value = found[key].value
    if not isinstance(value, bool):
        raise found[key].refuse(f"{key} is true or false")
    return value


def _condition(written: Written, domain: Domain) -> list[Event]:
    found = dict(written.pairs("a condition"))
    if not found.keys() <= {"slot_was_set", "active_loop"}:
        raise written.refuse("a condition is a slot_was_set or an active_loop")
    return _step(written, domain)


def _step(written: Written, domain: Domain) -> list[Event]:
    found = dict(written.pairs("a step"))
    for key, what in REFUSED_STEPS.items():
        if key in found:
            raise written.refuse(f"{what} is not taken in a rule")
    for key, value in found.items():
        if key not in STEPS:
            raise value.refuse(f"a step '{key}' is not taken")
    if len(found.keys() - {"metadata"}) > 1:
        raise written.refuse("a step says one thing")
    if "intent" in found:
        return [_intent(found["intent"], domain)]
    if "action" in found:
        return [events.action(domain.runnable(found["action"]))]
    if "active_loop" in found:
        return [_loop(found["active_loop"], domain)]
    if "slot_was_set" in found:
        return _slots(found["slot_was_set"], domain)
    return []


def _intent(written: Written, domain: Domain) -> Event:
    name = written.text("an intent").removeprefix("/")
    if "/" in name:
        raise written.refuse(f"'{name}' is a retrieval intent, which is not taken")
    if name not in domain.all_intents:
        raise written.refuse(f"the intent '{name}' is not in the domain")
    return events.user("", name, [], "")


def _loop(written: Written, domain: Domain) -> Event:
    name = written.value
    if name is not None and name not in domain.forms:
        raise written.refuse(f"the form '{name}' is not in the domain")
    return events.active_loop(NOT_SET if name is None else name)


def _slots(written: Written, domain: Domain) -> list[Event]:
    told = []
    for each in written.each("slot_was_set"):
        pairs = list(each.pairs()) if each.is_mapping else [(each.text("a slot"), None)]
        for name, value in pairs:
            told.append(_slot(name, value, each, domain))
    return told


def _slot(name: str, value: Written | None, written: Written, domain: Domain) -> Event:
    if name == events.REQUESTED_SLOT:
        return events.slot(name, NOT_SET if value is None or value.value is None else value.value)
    if name not in domain.slots:
        raise written.refuse(f"the slot '{name}' is not in the domain")
    kind = domain.slots[name].type
    if value is None:
        if kind not in DEFAULT_SET and domain.slots[name].influences:
            raise written.refuse(f"say which value of the slot '{name}' is meant")
        return events.slot(name, DEFAULT_SET.get(kind, NOT_SET))
    if value.value is None and kind == "list":
        # Rasa makes a list of the mark that says "unset", which then is set.
        raise value.refuse(f"a rule cannot say that the list '{name}' is not set")
    return events.slot(name, NOT_SET if value.value is None else value.value)


def _explicit(told: list[Event]) -> list[Event]:
    """Write out that the bot listens before each message and at the end."""
    full: list[Event] = []
    for event in [*told, None]:
        listens = full and full[-1]["event"] == "action" and full[-1]["name"] == LISTEN
        if (event is None or event["event"] == "user") and not listens:
            full.append(events.action(LISTEN))
        if event is not None:
            full.append(event)
    # Nothing can foretell the first action of a rule.
    for index, event in enumerate(full):
        if event["event"] == "user":
            break
        if event["event"] == "action" and event["name"] != LISTEN:
            full[index] = {**event, "unpredictable": True}
            break
    return full
