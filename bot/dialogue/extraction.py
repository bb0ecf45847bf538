"""Fills slots from a message, by the mappings of the domain."""

from typing import TYPE_CHECKING, Any

import structlog

from bot.dialogue import events
from bot.dialogue.assets.mappings import Mapping
from bot.dialogue.assets.slots import Slot
from bot.dialogue.errors import ActionFailed, ActionRejected
from bot.dialogue.events import Event
from bot.dialogue.tracker import Tracker

if TYPE_CHECKING:
    from bot.dialogue.acting import Stage

log = structlog.get_logger(__name__)


def extract(stage: "Stage", tracker: Tracker) -> list[Event]:
    """Give the slots that the latest message fills, validated where the domain says so."""
    found: list[Event] = []
    ran: set[str] = set()
    for slot in stage.domain.slots.values():
        for mapping in slot.mappings:
            if not applies(mapping, slot, stage, tracker):
                continue
            values = _values(mapping, tracker)
            if values:
                value = values if slot.type == "list" else values[-1]
                if value is not None or tracker.now.slots.get(slot.name) is not None:
                    found.append(events.slot(slot.name, value))
                    break
            if mapping.type == "custom" and mapping.action and mapping.action not in ran:
                ran.add(mapping.action)
                found += _custom(mapping.action, stage, tracker)
    return _validated(found, stage, tracker)


def applies(mapping: Mapping, slot: Slot, stage: "Stage", tracker: Tracker) -> bool:
    """Say whether a mapping holds for the latest message, as the conversation stands."""
    if not _intent_fits(mapping, stage, tracker):
        return False
    conditional = mapping.conditions and mapping.type != "from_trigger_intent"
    if conditional and not _condition_holds(mapping, slot, tracker):
        return False
    return not _belongs_elsewhere(mapping, slot, stage, tracker)


def _intent_fits(mapping: Mapping, stage: "Stage", tracker: Tracker) -> bool:
    unwanted = set(mapping.not_intents)
    loop = tracker.now.active_loop
    loops = {condition.loop for condition in mapping.conditions}
    form = stage.domain.forms.get(loop or "")
    if form and (not loops or loop in loops):
        unwanted |= set(form.ignored_intents)
    if mapping.intents:
        return tracker.intent in mapping.intents
    return tracker.intent not in unwanted


def _condition_holds(mapping: Mapping, slot: Slot, tracker: Tracker) -> bool:
    now, requested = tracker.now, tracker.requested_slot
    if now.rejected and requested == slot.name:
        return False
    for condition in mapping.conditions:
        if condition.loop is None:
            if now.active_loop is None:
                return True
        elif condition.loop == now.active_loop and condition.requested in (None, "", requested):
            return True
    return False


def _belongs_elsewhere(mapping: Mapping, slot: Slot, stage: "Stage", tracker: Tracker) -> bool:
    """Inside a form, an entity that several of its slots take goes to the one asked for."""
    form = stage.domain.forms.get(tracker.now.active_loop or "")
    if mapping.type != "from_entity" or form is None:
        return False
    required = form.required
    if tracker.requested_slot == slot.name or slot.name not in required:
        return False
    keys = [
        each.key
        for name in required
        for each in stage.domain.slots[name].mappings
        if each.type == "from_entity"
    ]
    return keys.count(mapping.key) > 1


def _values(mapping: Mapping, tracker: Tracker) -> list[Any]:
    if mapping.type == "from_entity":
        return [each["value"] for each in tracker.entities if each["entity"] == mapping.entity]
    if mapping.type == "from_intent":
        return [mapping.value]
    if mapping.type == "from_text":
        message = tracker.now.latest_message
        return [message["text"] if message else None]
    if mapping.type == "from_trigger_intent":
        loop = tracker.now.active_loop
        loops = {condition.loop for condition in mapping.conditions}
        return [mapping.value] if loop and (not loops or loop in loops) else []
    return []


def _validated(found: list[Event], stage: "Stage", tracker: Tracker) -> list[Event]:
    slots = [event for event in found if event["event"] == "slot"]
    if events.VALIDATE_SLOTS not in stage.domain.actions:
        return slots
    trying = tracker.copy()
    trying.update(*slots)
    checked = _custom(events.VALIDATE_SLOTS, stage, trying)
    named = {event["name"] for event in checked if event["event"] == "slot"}
    return [*checked, *(event for event in slots if event["name"] not in named)]


def _custom(name: str, stage: "Stage", tracker: Tracker) -> list[Event]:
    """Run an action that may only fill slots and speak."""
    try:
        happened = stage.custom(name, tracker)
    except (ActionFailed, ActionRejected) as error:
        log.warning("dialogue_action_failed", task=name, error_class=type(error.__cause__).__name__)
        return []
    return [event for event in happened if event["event"] in {"slot", "bot"}]
