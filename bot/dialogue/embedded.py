"""The embedded engine: the dialogue in this process, in the transaction of whoever asks."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog

from bot.dialogue import consistency, keeping
from bot.dialogue.assets.folder import Assets, load
from bot.dialogue.core import Engine
from bot.dialogue.executors import Executor
from bot.dialogue.interface import Answer, Payload
from bot.dialogue.policy import Policy
from bot.dialogue.stores import Store
from bot.dialogue.tracker import Tracker

log = structlog.get_logger(__name__)


def engine_of(folder: Path, executor: Executor) -> Engine:
    """Read a folder of assets and make them run. Raises AssetRefused."""
    assets: Assets = load(folder)
    policy = Policy(assets.domain, assets.rules)
    consistency.check(assets.rules, assets.domain, policy)
    return Engine(assets.domain, policy, executor)


class Embedded:
    """A Dialogue of our own."""

    def __init__(self, engine: Engine, store: Store, *, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._store = store
        self._now = now
        # How many conversations could not be read and began anew.
        self.unreadable = 0

    def turn(self, sender: str, payload: Payload, *, channel: str = "") -> tuple[Answer, ...]:
        """Take one message and give the whole reply."""
        now = self._now()

        def change(kept: Any) -> tuple[dict[str, Any], Tracker, tuple[Answer, ...]]:
            tracker = self._read(sender, kept)
            tracker, said = self._engine.turn(tracker, payload, channel=channel, now=now)
            return keeping.written(tracker), tracker, said

        return self._store.change(sender, change)

    def restart(self, sender: str) -> None:
        """Forget what was said with this person; what would be said about it is not."""
        self.turn(sender, Payload("restart"))

    def _read(self, sender: str, kept: Any) -> Tracker:
        table = self._engine.domain.table
        if kept is None:
            return Tracker(sender, table)
        try:
            return keeping.read(sender, kept, table)
        except keeping.Unreadable as error:
            self.unreadable += 1
            cause = type(error.__cause__ or error).__name__
            log.warning("dialogue_tracker_unreadable", error_class=cause, count=self.unreadable)
            return Tracker(sender, table)
