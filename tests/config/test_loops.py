"""A queue's loop goes on, whatever one pass does, until it is told to stop."""

import threading

from config.processes.loops import Loop, Running

PATIENCE_S = 10


class Queue:
    """Counts its passes, and lets a test wait for one of them."""

    def __init__(self, *, broken: int = 0) -> None:
        self.passes = 0
        self._broken = broken
        self._reached = threading.Event()

    def run_once(self) -> int:
        self.passes += 1
        if self.passes <= self._broken:
            raise RuntimeError("a poisoned row")
        if self.passes >= 5:
            self._reached.set()
        return 1

    def waits_for_five_passes(self) -> bool:
        return self._reached.wait(PATIENCE_S)


def test_a_loop_passes_again_and_again_until_it_is_stopped() -> None:
    queue = Queue()
    running = Running([Loop("inbox", queue.run_once)])
    running.start()
    assert queue.waits_for_five_passes()
    running.stop()
    done = queue.passes
    assert threading.Event().wait(0.1) is False
    assert queue.passes == done


def test_a_pass_that_fails_does_not_end_the_loop() -> None:
    queue = Queue(broken=2)
    running = Running([Loop("inbox", queue.run_once, idle_s=0.05)])
    running.start()
    assert queue.waits_for_five_passes()
    running.stop()


def test_one_broken_loop_leaves_the_others_alone() -> None:
    broken, well = Queue(broken=1_000_000), Queue()
    running = Running([Loop("outbox", broken.run_once), Loop("inbox", well.run_once)])
    running.start()
    assert well.waits_for_five_passes()
    running.stop()
    assert broken.passes >= 1


def test_stopping_waits_for_the_pass_that_is_under_way() -> None:
    begun, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    def slow_pass() -> int:
        begun.set()
        may_end.wait(PATIENCE_S)
        ended.set()
        return 0

    running = Running([Loop("inbox", slow_pass)])
    running.start()
    assert begun.wait(PATIENCE_S)
    threading.Timer(0.1, may_end.set).start()
    running.stop()
    assert ended.is_set()
