"""Django's entry for the bot app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BotConfig(AppConfig):
    """Names the app."""

    name = "bot"
    verbose_name = _("Conversation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the system checks known."""
        from bot.dialogue import checks  # noqa: F401
