"""Keeps a pass over a queue going, in a thread of its own, until the process is told to stop."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog
from django.db import connections

log = structlog.get_logger(__name__)
SHORTEST_PAUSE_S = 0.05
LONGEST_PASS_S = 60.0


@dataclass(frozen=True)
class Loop:
    """One queue's work."""

    name: str
    run_once: Callable[[], int]
    """Do what waits, a batch at most; say how many rows were done."""
    idle_s: float = 1.0
    """The longest pause while nothing comes."""


class Running:
    """Loops that run until stop()."""

    def __init__(self, loops: Sequence[Loop]) -> None:
        self._stopping = threading.Event()
        self._passed_at = {loop.name: time.monotonic() for loop in loops}
        self._threads = [
            threading.Thread(target=self._keep_going, args=[loop], name=loop.name) for loop in loops
        ]

    def start(self) -> None:
        """Start every loop."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let every loop finish its pass, and wait for it."""
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def stuck(self) -> list[str]:
        """Name the loops whose pass has not ended for a long while."""
        oldest = time.monotonic() - LONGEST_PASS_S
        return [name for name, passed_at in self._passed_at.items() if passed_at < oldest]

    def _keep_going(self, loop: Loop) -> None:
        pause = SHORTEST_PAUSE_S
        while not self._stopping.is_set():
            done = self._one_pass(loop)
            self._passed_at[loop.name] = time.monotonic()
            pause = SHORTEST_PAUSE_S if done else min(pause * 2, loop.idle_s)
            if not done:
                self._stopping.wait(pause)
        connections.close_all()

    def _one_pass(self, loop: Loop) -> int:
        try:
            return loop.run_once()
        except Exception:
            # A row that cannot be done is dealt with by its own queue, which goes on with the
            # next one; what comes here stopped the whole pass, such as a database that is away.
            # The pass is tried again with a new connection.
            log.exception("pass_failed", loop=loop.name)
            connections.close_all()
            return 0
