"""Which action comes next: what Rasa's RulePolicy says, for the same rules and conversation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.dialogue import events
from bot.dialogue.assets.domain import Domain
from bot.dialogue.assets.rules import Rule
from bot.dialogue.assets.slots import Slot
from bot.dialogue.events import ANYTHING, LISTEN
from bot.dialogue.states import Key, State, key_of, matches, state_of
from bot.dialogue.tracker import Moment, SlotTable, Tracker

# These intents do the same in every domain.
DEFAULTS: Final = {
    "restart": events.RESTART,
    "back": events.BACK,
    "session_start": events.SESSION_START,
}


@dataclass(frozen=True)
class Prediction:
    """The next action, whether a form comes back with it, and what told us so."""

    action: str
    interrupts: bool = False
    source: str = ""


@dataclass
class Lookup:
    """The rules, as states and what follows them."""

    rules: dict[Key, str] = field(default_factory=dict)
    # The form comes back after an answer to something else: it must not take it for its own.
    comes_back: set[Key] = field(default_factory=set)
    # Inside a form another action follows here, so the form must not run.
    stays_away: set[Key] = field(default_factory=set)


class Policy:
    """Rules, ready to be asked."""

    def __init__(self, domain: Domain, rules: Sequence[Rule]) -> None:
        self.slots: Mapping[str, Slot] = domain.slots
        self.lookup = _lookup(rules, domain)
        self.by_last = _by_last(self.lookup.rules)

    def predict(self, tracker: Tracker) -> Prediction:
        """Say which action comes next; when no rule does, it is the fallback."""
        return _default(tracker) or _loop(tracker) or self._by_rules(tracker)

    def _by_rules(self, tracker: Tracker) -> Prediction:
        moments = tracker.moments()
        last = moments[-1].previous
        fitting = [key for key in self.by_last.get(last, ()) if self._fits(key, moments)]
        best = max(fitting, key=lambda key: key.length, default=None)
        action = self.lookup.rules[best] if best else None
        source = best.text if best else _unmatched(moments, self.slots)
        loop = tracker.now.active_loop
        interrupts = False
        if loop:
            if best and action == LISTEN and not best.states[-1].active_loop:
                # A rule that knows nothing of forms ended: the form goes on.
                if not self._any(self.lookup.stays_away, moments):
                    return Prediction(loop, source=source)
                action = None
            interrupts = self._any(self.lookup.comes_back, moments)
        return Prediction(action or events.FALLBACK, interrupts, source)

    def _any(self, keys: Iterable[Key], moments: Sequence[Moment]) -> bool:
        return any(self._fits(key, moments) for key in keys)

    def _fits(self, key: Key, moments: Sequence[Moment]) -> bool:
        pairs = zip(reversed(key.states), reversed(moments), strict=False)
        return all(matches(state, moment, self.slots) for state, moment in pairs)


def _default(tracker: Tracker) -> Prediction | None:
    action = DEFAULTS.get(tracker.intent or "")
    if action is None or tracker.now.latest_action != LISTEN:
        return None
    return Prediction(action, source=f"default {action}")


def _loop(tracker: Tracker) -> Prediction | None:
    """A form goes before every rule, unless it declined to run."""
    now = tracker.now
    if now.active_loop is None or now.rejected or now.latest_action is None:
        return None
    if now.latest_action != now.active_loop:
        return Prediction(now.active_loop, source=f"loop {now.active_loop}")
    return Prediction(LISTEN, source=f"loop {now.active_loop} listens")


def _by_last(rules: Mapping[Key, str]) -> dict[str | None, list[Key]]:
    """Sort the rules by the action before the last state: most are out at once."""
    found: dict[str | None, list[Key]] = {}
    for key in rules:
        found.setdefault(key.states[-1].previous, []).append(key)
    return found


def _unmatched(moments: Sequence[Moment], slots: Mapping[str, Slot]) -> str:
    # Only the check of the rules asks what an unmatched conversation looked like.
    if not any(moment.previous == ANYTHING for moment in moments):
        return ""
    key = key_of([state_of(moment, slots) for moment in moments])
    return key.text if key else ""


def _lookup(rules: Sequence[Rule], domain: Domain) -> Lookup:
    lookup = Lookup()
    doubtful: set[Key] = set()
    # Of a slot that the rule does not speak of it says nothing, whatever it starts from.
    table = SlotTable({}, domain.table.names, domain.table.lists)
    for rule in rules:
        for states, action in _examples(rule, table, domain.slots):
            key = key_of(states)
            if key and key not in doubtful and lookup.rules.setdefault(key, action) != action:
                doubtful.add(key)
                del lookup.rules[key]
            _unhappy(states, action, lookup)
    lookup.rules = {key: action for key, action in lookup.rules.items() if action != ANYTHING}
    return lookup


def _examples(
    rule: Rule, table: SlotTable, slots: Mapping[str, Slot]
) -> Iterable[tuple[list[State], str]]:
    tracker = Tracker(rule.name, table)
    tracker.update(*rule.events)
    states = [state_of(moment, slots) for moment in tracker.moments()]
    actions = [event for event in tracker.applied() if event["event"] == "action"]
    for index, event in enumerate(actions, start=1):
        if not event.get("unpredictable"):
            yield states[:index], event["name"]


def _unhappy(states: list[State], action: str, lookup: Lookup) -> None:
    last = states[-1]
    if not last.active_loop:
        return
    if len(states) > 1 and states[-2].previous:
        states = [State(None, states[-2].previous, None, ()), last]
    else:
        states = [last]
    key = key_of(states)
    if key is None:
        return
    if last.previous == LISTEN and action == last.active_loop:
        lookup.comes_back.add(key)
    elif last.previous != LISTEN and action != last.active_loop:
        lookup.stays_away.add(key)
