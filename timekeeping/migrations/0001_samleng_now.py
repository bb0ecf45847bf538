"""Create samleng_now(), the only clock that the rules and the tables read."""

from typing import ClassVar

from django.db import migrations

# clock_timestamp(), not now(): two events of one transaction keep their order.
# The setting is only ever written by tests; an empty string is how PostgreSQL shows a
# custom setting that was set once and then reset.
CREATE = """
CREATE FUNCTION samleng_now() RETURNS timestamptz
LANGUAGE sql VOLATILE PARALLEL SAFE
AS $$
  SELECT coalesce(
    nullif(current_setting('samleng.now', true), '')::timestamptz,
    clock_timestamp()
  )
$$
"""


class Migration(migrations.Migration):
    """One function, before every table that defaults to it."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations = (migrations.RunSQL(CREATE, "DROP FUNCTION samleng_now()"),)
