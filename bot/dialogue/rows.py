"""Keeps trackers as rows: a turn holds its row, and what it writes stands or falls with it."""

from datetime import UTC, datetime

from django.db import transaction

from bot.dialogue.interface import Answer
from bot.dialogue.stores import Change
from bot.dialogue.tracker import ENDINGS, Tracker
from bot.models import Tracker as Row
from timekeeping.now import DatabaseNow


class InDatabase:
    """Keeps trackers in bot.Tracker."""

    def change(self, sender: str, change: Change) -> tuple[Answer, ...]:
        """Let one turn work on a sender's row; the caller's transaction, if any, is joined."""
        with transaction.atomic():
            row = Row.objects.select_for_update().filter(sender=sender).first()
            if row is None:
                # Two first messages at once: the second waits here for the first.
                Row.objects.bulk_create([Row(sender=sender)], ignore_conflicts=True)
                row = Row.objects.select_for_update().get(sender=sender)
            kept, tracker, said = change(row.kept or None)
            row.kept = kept
            _show(tracker, row)
            row.save()
        return said


def _show(tracker: Tracker, row: Row) -> None:
    """Write beside the events what they come to, for whoever reads the table."""
    now = tracker.now
    row.slots = {
        name: value for name, value in now.slots.items() if value != tracker.table.initial.get(name)
    }
    row.active_loop = now.active_loop or ""
    row.requested_slot = str(tracker.requested_slot or "")
    row.latest_intent = tracker.intent or ""
    row.followup = now.followup or ""
    row.paused = now.paused
    for event in tracker.events:
        if event["event"] in ENDINGS:
            row.session_started_at = datetime.fromtimestamp(event["timestamp"], UTC)
    row.updated_at = DatabaseNow()
