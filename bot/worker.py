"""The bot's loop: waiting messages, oldest first, one at a time for each person."""

from bot.engine import answer
from channels_app.inbox import process_batch
from workflows.revision import steady


def run_once() -> int:
    """Handle one batch; returns how many messages it claimed."""
    with steady():
        return process_batch(answer)
