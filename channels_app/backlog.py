"""How much waits on the wires, and for how long: counts and ages, without a word of it."""

from dataclasses import dataclass

from django.db import connection

# A message that waits for its hour, or whose channel is closed, is not late.
MEASURE = """
SELECT
  (SELECT count(*) FROM channels_app_inboundmessage WHERE state = 'dead'),
  (SELECT extract(epoch FROM samleng_now() - min(received_at))
     FROM channels_app_inboundmessage WHERE state = 'new'),
  (SELECT extract(epoch FROM samleng_now() - min(message.next_try_at))
     FROM channels_app_outboundmessage message
     JOIN channels_app_channel channel ON channel.id = message.channel_id AND channel.is_active
    WHERE message.state IN ('queued', 'retry_wait', 'unknown'))
"""
# A message that cannot be handled is tried for six minutes before it waits for a person.
LATE_S = 600


@dataclass(frozen=True)
class Backlog:
    """What waits; ages in whole seconds, 0 where nothing does."""

    inbound_dead: int
    """Messages of people that nobody answers until a person mends the cause."""
    inbound_oldest_s: int
    outbound_oldest_due_s: int
    """Since the longest overdue text should have been handed over."""

    @property
    def is_degraded(self) -> bool:
        """Whether a person should look."""
        late = max(self.inbound_oldest_s, self.outbound_oldest_due_s) > LATE_S
        return late or self.inbound_dead > 0


def measure() -> Backlog:
    """Ask the database; three small partial indexes answer."""
    with connection.cursor() as cursor:
        cursor.execute(MEASURE)
        dead, inbound, outbound = cursor.fetchone()
    return Backlog(dead, max(0, int(inbound or 0)), max(0, int(outbound or 0)))
