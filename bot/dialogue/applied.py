"""Which events of a conversation still count, once reverts and repeated form turns are gone."""

from collections.abc import Sequence

from bot.dialogue.events import Event


def applied(events: Sequence[Event]) -> list[Event]:
    """Leave out what was reverted; of a form's ordinary turns keep the latest alone.

    A rule written for "the form ran, then ..." must fit after the first answer as well as after
    the fifth: so a form that runs again takes the place of its run before, unless something else
    happened between the two.
    """
    forms = {e["name"] for e in events if e["event"] == "active_loop" and e["name"]}
    counting: list[Event] = []
    for event in events:
        kind = event["event"]
        if kind in {"restart", "session_started"}:
            counting.clear()
        elif kind == "undo":
            _undo_until(counting, "action")
        elif kind == "rewind":
            # Before each message the bot listened; that goes as well.
            _undo_until(counting, "user")
            _undo_until(counting, "action")
        else:
            if kind == "action" and event["name"] in forms and _repeats(event["name"], counting):
                _forget_turn(event["name"], counting)
                # The earlier run stands for this one.
                continue
            counting.append(event)
    return counting


def _undo_until(counting: list[Event], kind: str) -> None:
    while counting:
        if counting.pop()["event"] == kind:
            return


def _repeats(form: str, counting: Sequence[Event]) -> bool:
    """Say whether the form ran before, with nothing between but answers to its questions."""
    later: str | None = None
    for event in reversed(counting):
        kind = event["event"]
        if kind == "active_loop" and event["name"] is None:
            return False
        if kind == "action_execution_rejected" and event["name"] == form:
            return False
        if kind == "user" and later is not None and later != form:
            return False
        if kind == "action":
            if event["name"] == form:
                return True
            later = event["name"]
    return False


def _forget_turn(form: str, counting: list[Event]) -> None:
    """Drop the messages and actions since the form ran; what they set stays set."""
    for index in range(len(counting) - 1, -1, -1):
        event = counting[index]
        if event["event"] == "action" and event["name"] == form:
            return
        if event["event"] in {"action", "user"}:
            del counting[index]
