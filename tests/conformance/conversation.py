"""A conversation from its file, and what it is to be played with."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.dialogue.interface import Answer, Button, Dialogue, Payload
from config.env import ROOT

HERE = Path(__file__).parent
CONVERSATIONS = HERE / "conversations"
BEGIN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Domain:
    """A folder of assets and the package of their actions."""

    name: str
    folder: Path
    actions: str


SHIPPED = Domain("shipped", ROOT / "bot" / "assets", "bot.actions")
TOY = Domain("toy", HERE / "toy" / "assets", "tests.conformance.toy.actions")
DOMAINS = {domain.name: domain for domain in (SHIPPED, TOY)}


@dataclass
class Clock:
    """A clock that is moved by hand."""

    at: datetime = BEGIN

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.at

    def forward(self, minutes: float) -> None:
        """Let time pass."""
        self.at += timedelta(minutes=minutes)


@dataclass(frozen=True)
class Step:
    """One step: something said and what must come back, a silence, or a restart."""

    say: Payload | None = None
    expect: tuple[Answer, ...] = ()
    wait: float = 0
    channel: str = ""


@dataclass(frozen=True)
class Conversation:
    """A conversation as it is written."""

    name: str
    file: str
    domain: Domain
    steps: tuple[Step, ...] = field(default_factory=tuple)


def conversations() -> list[Conversation]:
    """Read every conversation."""
    return [_read(path) for path in sorted(CONVERSATIONS.rglob("*.yml"))]


def _read(path: Path) -> Conversation:
    written = YAML(typ="safe").load(path.read_text("utf-8"))
    assert written.keys() <= {"conversation", "assets", "steps"}, f"{path.name}: an unknown key"
    return Conversation(
        name=written["conversation"],
        file=path.stem,
        domain=DOMAINS[written.get("assets", SHIPPED.name)],
        steps=tuple(_step(step, path) for step in written["steps"]),
    )


def _step(step: Any, path: Path) -> Step:
    if step == "restart":
        return Step()
    assert step.keys() <= {"say", "expect", "wait", "channel"}, f"{path.name}: an unknown step"
    if "wait" in step:
        return Step(wait=step["wait"])
    expect = tuple(_answer(answer) for answer in step["expect"])
    return Step(payload(step["say"]), expect, channel=step.get("channel", ""))


def payload(said: str) -> Payload:
    """Read /intent{"slot": value}."""
    intent, brace, rest = said.removeprefix("/").partition("{")
    return Payload(intent, json.loads(brace + rest) if brace else {})


def _answer(answer: Any) -> Answer:
    if isinstance(answer, str):
        return Answer(text=answer)
    if "words" in answer:
        buttons = tuple(Button(title, said) for title, said in answer["buttons"])
        return Answer(text=answer["words"], buttons=buttons)
    return Answer(custom=answer)


def play(
    conversation: Conversation, dialogue: Dialogue, wait: Callable[[float], object], sender: str
) -> list[str]:
    """Have a conversation; returns where it went otherwise than written."""
    wrong = []
    for number, step in enumerate(conversation.steps, start=1):
        if step.wait:
            wait(step.wait)
        elif step.say is None:
            dialogue.restart(sender)
        else:
            said = dialogue.turn(sender, step.say, channel=step.channel)
            if said != step.expect:
                wrong.append(
                    f"step {number}, {step.say.text()}:\n"
                    f"  wanted {list(step.expect)}\n  got    {list(said)}"
                )
    return wrong
