"""Rules held against each other, as Rasa does when it trains: what it refuses, we refuse."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.dialogue.assets.domain import Domain
from bot.dialogue.assets.rules import Rule
from bot.dialogue.errors import AssetRefused
from bot.dialogue.events import ANYTHING, LISTEN, NOT_SET, rejected
from bot.dialogue.policy import Policy, Prediction
from bot.dialogue.states import Key, State, state_of
from bot.dialogue.tracker import Tracker


def check(rules: Sequence[Rule], domain: Domain, policy: Policy) -> None:
    """Refuse rules that leave out what others say, and rules that contradict each other."""
    _complete(rules, domain)
    _decided(rules, policy)
    told: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for rule in rules:
        for action, prediction in _foretold(rule, domain, policy):
            ours = prediction.source.startswith(("default ", "loop "))
            meant = (prediction.source, prediction.action) if ours else (rule.name, action)
            told[prediction.source].append(meant)
    for rule in rules:
        for action, prediction in _foretold(rule, domain, policy):
            others = {name for name, other in told[prediction.source] if other != action}
            if prediction.action != action and others:
                raise AssetRefused(
                    rule.place,
                    f"'{action}' in the rule '{rule.name}' contradicts {sorted(others)}, "
                    f"where '{prediction.action}' follows",
                )


def _decided(rules: Sequence[Rule], policy: Policy) -> None:
    """Refuse two rules that may both fit and say as much: Rasa would take either."""
    by_length: dict[int, list[Key]] = defaultdict(list)
    for key, action in policy.lookup.rules.items():
        for other in by_length[key.length]:
            if policy.lookup.rules[other] != action and _both_fit(key, other):
                raise AssetRefused(
                    rules[0].place,
                    f"'{action}' and '{policy.lookup.rules[other]}' may both follow, and neither "
                    f"rule says more: add a condition to one ({key.text}; {other.text})",
                )
        by_length[key.length].append(key)


def _both_fit(one: Key, other: Key) -> bool:
    pairs = zip(reversed(one.states), reversed(other.states), strict=False)
    return all(_agree(state, twin) for state, twin in pairs)


def _agree(state: State, twin: State) -> bool:
    if state.previous != twin.previous:
        return False
    if None not in {state.intent, twin.intent} and state.intent != twin.intent:
        return False
    if None not in {state.loop, twin.loop} and state.loop != twin.loop:
        return False
    wanted = dict(twin.slots)
    return all(wanted.get(name, feature) == feature for name, feature in state.slots)


def _foretold(rule: Rule, domain: Domain, policy: Policy) -> Iterator[tuple[str, Prediction]]:
    """Live through a rule and say, for each of its actions, what the rules would do there."""
    source = Tracker(rule.name, domain.table)
    source.update(*rule.events)
    tracker = Tracker(rule.name, domain.table)
    free = True
    for event in source.applied():
        if event["event"] == "action":
            name = event["name"]
            if name == ANYTHING:
                free = True
            elif free or event.get("unpredictable"):
                free = False
            else:
                yield name, _prediction(tracker, name, policy)
        tracker.update(event)


def _prediction(tracker: Tracker, action: str, policy: Policy) -> Prediction:
    prediction = policy.predict(tracker)
    loop = tracker.now.active_loop
    if loop and prediction.action == loop != action:
        # Inside a form other rules speak only after it declined.
        tracker.update(rejected(loop))
        prediction = policy.predict(tracker)
    return prediction


def _complete(rules: Sequence[Rule], domain: Domain) -> None:
    """Refuse a rule that is silent about what its action sets in another rule."""
    slots, loops = _prints(rules, domain)
    for rule in rules:
        tracker = Tracker(rule.name, domain.table)
        tracker.update(*rule.events)
        states = [state_of(moment, domain.slots) for moment in tracker.moments()]
        following = [*(state.previous for state in states[1:]), LISTEN]
        for state, action in zip(states, following, strict=True):
            if state.previous and ANYTHING not in {state.previous, action}:
                _check_state(rule, state, slots[state.previous], loops[state.previous])


def _check_state(rule: Rule, state: State, slots: set[str], loops: set[str]) -> None:
    missing = sorted(slots - {name for name, _feature in state.slots})
    if missing:
        raise AssetRefused(
            rule.place,
            f"'{state.previous}' in the rule '{rule.name}' does not set {missing}, "
            "as it does in other rules: set them, to null if need be, or end the rule with "
            "wait_for_user_input: false",
        )
    if loops and state.loop not in loops:
        named = sorted("null" if loop == NOT_SET else loop for loop in loops)
        raise AssetRefused(
            rule.place,
            f"'{state.previous}' in the rule '{rule.name}' does not say which active_loop follows, "
            f"as it does in other rules: {named}; or end the rule with wait_for_user_input: false",
        )


def _prints(
    rules: Sequence[Rule], domain: Domain
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Say which slots and loops follow each action somewhere in the rules."""
    slots: dict[str, set[str]] = defaultdict(set)
    loops: dict[str, set[str]] = defaultdict(set)
    for rule in rules:
        action: str | None = None
        for event in rule.events:
            if event["event"] == "action":
                action = event["name"]
            elif event["event"] == "user":
                action = None
            elif action and event["event"] == "active_loop":
                loops[action].add(event["name"])
            elif action and event["event"] == "slot":
                slot = domain.slots.get(event["name"])
                if slot and slot.influences:
                    slots[action].add(slot.name)
    return slots, loops
