"""Registers the wiring's own commands and system checks."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The wiring."""

    name = "config"
    label = "samleng_config"
