"""Where trackers are kept: in memory, or as rows that one turn at a time may hold."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.dialogue.interface import Answer
from bot.dialogue.tracker import Tracker

# Takes what is kept of a sender, None for nobody known; gives the tracker to keep, and the reply.
Change = Callable[[Any], tuple[dict[str, Any], Tracker, tuple[Answer, ...]]]


class Store(Protocol):
    """Keeps what was written of each sender."""

    def change(self, sender: str, change: Change) -> tuple[Answer, ...]:
        """Let one turn work on a sender's tracker, alone; keep what it gives."""


@dataclass
class InMemory:
    """Keeps trackers for as long as the process lives: for tests and tools."""

    kept: dict[str, Any] = field(default_factory=dict)

    def change(self, sender: str, change: Change) -> tuple[Answer, ...]:
        """Let one turn work on a tracker."""
        self.kept[sender], _tracker, said = change(self.kept.get(sender))
        return said
