"""Registers the clock's migration."""

from django.apps import AppConfig


class TimekeepingConfig(AppConfig):
    """The database function that every other table's default calls."""

    name = "timekeeping"
