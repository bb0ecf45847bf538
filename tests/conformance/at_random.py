"""Random conversations with two engines at once: whatever nobody thought of writing down.

Only of the toy domain, whose facts are known here. Left out are `spin`, after which Rasa never
speaks again, and times of silence.
"""

import random
from typing import Any, Final

from bot.dialogue.assets.domain import Domain
from bot.dialogue.interface import Dialogue, Payload

# What the domain does not know, and what answers a form's questions more often than the rest.
MORE: Final = ("nobody", "inform", "inform")
LEFT_OUT: Final = "spin"
FACTS: Final[dict[str, list[Any]]] = {
    "size": ["small", "large", "huge", None, ["small", "large"]],
    "topping": ["ham", "none", ""],
    "count": [3, 20, "many", [1, 2]],
    "colour": ["red", "blue", "purple", "green", None],
    "given": [True, False],
    "tip": ["much"],
    "name": ["somebody"],
}
SHORTEST, LONGEST = 3, 14


def differences(
    one: Dialogue, other: Dialogue, domain: Domain, *, conversations: int, seed: int
) -> list[str]:
    """Have random conversations with both; give those that went apart."""
    intents = sorted(domain.all_intents - {LEFT_OUT}) + list(MORE)
    found = []
    for number in range(conversations):
        dice = random.Random(f"{seed}/{number}")
        sender = f"random-{seed}-{number}-{random.SystemRandom().getrandbits(64):x}"
        said = []
        for payload in _conversation(dice, intents):
            said.append(payload.text())
            ours, theirs = one.turn(sender, payload), other.turn(sender, payload)
            if ours != theirs:
                found.append(f"{number}: {' '.join(said)}\n    {ours}\n    {theirs}")
                break
    return found


def _conversation(dice: random.Random, intents: list[str]) -> list[Payload]:
    payloads = []
    for _each in range(dice.randint(SHORTEST, LONGEST)):
        names = dice.sample(sorted(FACTS), dice.choice([0, 0, 1, 1, 2]))
        facts = {name: dice.choice(FACTS[name]) for name in names}
        payloads.append(Payload(dice.choice(intents), facts))
    return payloads
