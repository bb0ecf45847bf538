"""Keeps a tracker short: old events become the standing that they led to."""

from collections.abc import Sequence
from typing import Final

from bot.dialogue.events import LISTEN, Event
from bot.dialogue.tracker import ENDINGS, Tracker

MOST_EVENTS: Final = 120
KEPT_EVENTS: Final = 60


def shortened(tracker: Tracker) -> Tracker:
    """Give the tracker without what no rule can look at any more.

    Rules look at a few actions back, so that they see no difference; a revert reaches back to
    the oldest event that is kept.
    """
    events = tracker.events
    begin = max((i for i, event in enumerate(events) if event["event"] in ENDINGS), default=0)
    kept = events[begin:]
    if len(kept) > MOST_EVENTS:
        begin += _cut(kept)
    if begin == 0:
        return tracker
    shorter = Tracker(tracker.sender, tracker.table)
    if events[begin]["event"] not in ENDINGS:
        earlier = Tracker(tracker.sender, tracker.table)
        earlier.base, earlier.events = tracker.base, events[:begin]
        shorter.base = earlier.replayed(earlier.applied())
    shorter.events, shorter.now = events[begin:], tracker.now
    return shorter


def _cut(events: Sequence[Event]) -> int:
    """Find where a turn begins, so that about as many events remain as are kept."""
    starts = [
        index
        for index in range(len(events) - KEPT_EVENTS, len(events) - 1)
        if events[index]["event"] == "action"
        and events[index]["name"] == LISTEN
        and events[index + 1]["event"] == "user"
    ]
    # One turn alone is longer: ten actions of an action's making. Then its end is kept.
    return starts[0] if starts else len(events) - KEPT_EVENTS
