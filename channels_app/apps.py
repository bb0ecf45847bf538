"""Django's entry for the channels_app app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChannelsAppConfig(AppConfig):
    """Names the app."""

    name = "channels_app"
    verbose_name = _("Message channels")
    default_auto_field = "django.db.models.BigAutoField"
