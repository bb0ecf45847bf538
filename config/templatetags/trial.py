"""What a page shows in a trial alone."""

from django import template
from django.conf import settings
from django.urls import reverse

from config.simulator import channel as channels

register = template.Library()


@register.simple_tag
def trial_chat() -> str:
    """Give the address of the trial's web chat; "" in production, and where there is none."""
    chat = channels.chat() if settings.SAMLENG_TRIAL else None
    return reverse("chat:page", args=[chat.uuid]) if chat else ""
