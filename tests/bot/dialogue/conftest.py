"""A small set of assets in a folder of its own, and a dialogue over it."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from bot.dialogue.core import Engine
from bot.dialogue.embedded import Embedded, engine_of
from bot.dialogue.executors import InProcess
from bot.dialogue.interface import Answer
from bot.dialogue.stores import InMemory
from tests.conformance.conversation import TOY, Clock, payload

DOMAIN = """version: "3.1"
intents:
  - greet
entities:
  - size
slots:
  size:
    type: text
    mappings:
      - type: from_entity
        entity: size
forms:
  a_form:
    required_slots:
      - size
responses:
  utter_greet:
    - text: Hello.
actions:
  - action_act
"""
RULES = """version: "3.1"
rules:
  - rule: Greeting
    steps:
      - intent: greet
      - action: utter_greet
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write assets: files by name, the domain and the rules if they are not given."""

    def written(**files: str) -> Path:
        folder = tmp_path / "assets"
        folder.mkdir(exist_ok=True)
        for name, text in {"domain": DOMAIN, "rules": RULES, **files}.items():
            (folder / f"{name}.yml").write_text(text, "utf-8")
        return folder

    return written


@cache
def toy_engine() -> Engine:
    return engine_of(TOY.folder, InProcess(TOY.actions))


class Talk:
    """A person and the toy domain."""

    def __init__(self) -> None:
        self.clock, self.store = Clock(), InMemory()
        self.dialogue = Embedded(toy_engine(), self.store, now=self.clock)

    def say(self, said: str, sender: str = "someone") -> tuple[Answer, ...]:
        return self.dialogue.turn(sender, payload(said))


@pytest.fixture
def talk() -> Talk:
    return Talk()
