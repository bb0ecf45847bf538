"""Registers the wiring's own commands and system checks."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The wiring."""

    name = "config"
    label = "samleng_config"

    def ready(self) -> None:
        """Make the system checks known."""
        from config import checks  # noqa: F401
