"""Named places where a test may kill the process, to prove that nothing is lost there."""

import os
import signal

POINTS = (
    "inbox.claimed",
    "inbox.handled",
    "inbox.recorded",
    "outbox.claimed",
    "outbox.before_send",
    "outbox.after_send",
    "outbox.recorded",
)


def point(name: str) -> None:
    """Die without a word when SAMLENG_CRASH_AT names this place; nothing otherwise."""
    if os.environ.get("SAMLENG_CRASH_AT") == name:
        os.kill(os.getpid(), signal.SIGKILL)
