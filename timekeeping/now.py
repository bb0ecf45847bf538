"""What time it is, as the database says, in Python and inside a query."""

from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Func


class DatabaseNow(Func):
    """The clock inside a query, or as a column's db_default."""

    function = "samleng_now"
    arity = 0

    def __init__(self, **extra: Any) -> None:
        """Take no argument: there is one clock."""
        super().__init__(output_field=DateTimeField(), **extra)


def now() -> datetime:
    """Return the database's time, aware, in UTC; one round trip."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT samleng_now()")
        (moment,) = cursor.fetchone()
    return moment.astimezone(UTC)  # type: ignore[no-any-return]
