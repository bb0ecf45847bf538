"""Django's entry for the workflows app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowsConfig(AppConfig):
    """Names the app."""

    name = "workflows"
    verbose_name = _("Policy")
    default_auto_field = "django.db.models.BigAutoField"
