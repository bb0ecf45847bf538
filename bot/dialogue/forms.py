"""A form: asks for one slot after another until it has them, as Rasa's FormAction does."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from bot.dialogue import events
from bot.dialogue.assets.domain import Form
from bot.dialogue.errors import ActionRejected
from bot.dialogue.events import LISTEN, REQUESTED_SLOT, Event
from bot.dialogue.tracker import Tracker

if TYPE_CHECKING:
    from bot.dialogue.acting import Stage


def run(stage: "Stage", form: Form, tracker: Tracker) -> list[Event]:
    """Take one step of a form. Raises ActionRejected when its question was not answered."""
    happened: list[Event] = []
    if tracker.now.active_loop != form.name:
        happened += _activate(stage, form, tracker)
    if not _done(happened):
        happened += _ask(stage, form, tracker, happened)
    if _done(happened):
        happened.append(events.active_loop(None))
    return happened


def _activate(stage: "Stage", form: Form, tracker: Tracker) -> list[Event]:
    """Begin: take what the message that began it already says, and validate what is known."""
    begun = events.active_loop(form.name)
    trying = tracker.copy()
    trying.update(begun)
    extracted = stage.act(events.EXTRACT_SLOTS, trying)
    trying.update(*extracted)
    slots = [event for event in extracted if event["event"] == "slot"]
    if f"validate_{form.name}" not in stage.domain.actions:
        return [begun, *slots]
    known = {
        name: trying.now.slots[name]
        for name in form.required
        if trying.now.slots.get(name) is not None
    }
    checked = _validate(stage, form, trying, known)
    named = {event["name"] for event in checked if event["event"] == "slot"}
    return [begun, *checked, *(event for event in slots if event["name"] not in named)]


def _ask(stage: "Stage", form: Form, tracker: Tracker, so_far: Sequence[Event]) -> list[Event]:
    """Validate what was answered, unless the beginning did, and ask what is missing."""
    checked: list[Event] = []
    if all(event["event"] == "active_loop" for event in so_far):
        checked = _validate_if_needed(stage, form, tracker)
    if any(event["event"] == "action_execution_rejected" for event in checked):
        return checked
    return [*checked, *_request(stage, form, tracker, [*so_far, *checked])]


def _validate_if_needed(stage: "Stage", form: Form, tracker: Tracker) -> list[Event]:
    now = tracker.now
    answered = now.loop is None or (now.latest_action == LISTEN and not now.interrupted)
    if not answered:
        # Back from something else: nothing was answered, but required slots may have changed.
        return _validate(stage, form, tracker, {})
    asked = _asked_for(form, tracker)
    candidates = _answers(form, asked, tracker)
    checked = _validate(stage, form, tracker, candidates)
    took_some = candidates or any(
        event["event"] == "slot" and event["name"] != REQUESTED_SLOT for event in checked
    )
    declined = any(event["event"] == "action_execution_rejected" for event in checked)
    if asked and not took_some and not declined:
        raise ActionRejected
    return checked


def _asked_for(form: Form, tracker: Tracker) -> str | None:
    # After a change of form the slot that the other one asked for means nothing.
    return tracker.requested_slot if tracker.now.active_loop == form.name else None


def _answers(form: Form, asked: str | None, tracker: Tracker) -> dict[str, Any]:
    """Give the form's slots that were filled since the person spoke."""
    wanted = {*form.required, *([asked] if asked else [])}
    latest = tracker.now.latest_message
    since: list[Event] = []
    for event in reversed(tracker.events):
        if event["event"] == "restart" or event is latest:
            break
        if event["event"] == "user" and latest and event["text"] == latest["text"]:
            break
        since.append(event)
    return {
        event["name"]: event.get("value")
        for event in reversed(since)
        if event["event"] == "slot" and event["name"] in wanted
    }


def _trying(form: Form, tracker: Tracker, happened: Iterable[Event]) -> Tracker:
    """Give the tracker as an action of the form sees it: what is new comes after the form's run."""
    asked = _asked_for(form, tracker)
    trying = tracker.copy()
    trying.update(events.slot(REQUESTED_SLOT, asked), events.action(form.name), *happened)
    return trying


def _validate(
    stage: "Stage", form: Form, tracker: Tracker, candidates: dict[str, Any]
) -> list[Event]:
    name = f"validate_{form.name}"
    if name not in stage.domain.actions:
        return []
    slots = [events.slot(slot, value) for slot, value in candidates.items()]
    return stage.custom(name, _trying(form, tracker, slots))


def _request(stage: "Stage", form: Form, tracker: Tracker, so_far: Sequence[Event]) -> list[Event]:
    """Ask for the next slot that is missing; with none missing the form is done."""
    if _done(so_far):
        return [events.slot(REQUESTED_SLOT, None)]
    trying = _trying(form, tracker, so_far)
    # A validation may have decided what comes next.
    wanted = next(
        (e.get("value") for e in so_far if e["event"] == "slot" and e["name"] == REQUESTED_SLOT),
        None,
    )
    if wanted:
        return _question(stage, form, wanted, trying)
    missing = (name for name in form.required if trying.now.slots.get(name) is None)
    wanted = next(missing, None)
    if wanted is None:
        return [events.slot(REQUESTED_SLOT, None)]
    return [events.slot(REQUESTED_SLOT, wanted), *_question(stage, form, wanted, trying)]


def _question(stage: "Stage", form: Form, slot: str, tracker: Tracker) -> list[Event]:
    names = (
        f"action_ask_{form.name}_{slot}",
        f"utter_ask_{form.name}_{slot}",
        f"action_ask_{slot}",
        f"utter_ask_{slot}",
    )
    question = next((name for name in names if name in stage.domain.all_actions), None)
    return [] if question is None else stage.act(question, tracker)


def _done(happened: Sequence[Event]) -> bool:
    """Say whether the form ends: nothing is asked for any more, or something ended it."""
    if any(event["event"] == "action_execution_rejected" for event in happened):
        return False
    for event in reversed(happened):
        if event["event"] == "slot" and event["name"] == REQUESTED_SLOT:
            if event.get("value") is None:
                return True
            break
    loops = [event for event in happened if event["event"] == "active_loop"]
    return bool(loops) and loops[-1]["name"] is None
