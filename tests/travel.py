"""Sets the database's clock for a test, on this process's connections."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.backends.signals import connection_created

from timekeeping.now import now


class Travel:
    """Stops the clock at a moment of the test's choice."""

    def __init__(self) -> None:
        self._moment: datetime | None = None
        connection_created.connect(self._on_new_connection)

    def to(self, moment: datetime) -> datetime:
        """Stop the clock at an aware moment, and give it back."""
        assert moment.tzinfo is not None, "a moment without a zone is not a moment"
        self._moment = moment.astimezone(UTC)
        self._tell(connection)
        return self._moment

    def forward(self, **duration: float) -> datetime:
        """Move on from the clock's present time, by timedelta's words."""
        return self.to(now() + timedelta(**duration))

    def home(self) -> None:
        """Let the clock run again."""
        connection_created.disconnect(self._on_new_connection)
        self._moment = None
        if not connection.needs_rollback:
            self._tell(connection)

    def _on_new_connection(self, connection: Any, **_signal: Any) -> None:
        if self._moment:
            self._tell(connection)

    def _tell(self, server: Any) -> None:
        moment = self._moment.isoformat() if self._moment else ""
        with server.cursor() as cursor:
            cursor.execute("SELECT set_config('samleng.now', %s, false)", [moment])
