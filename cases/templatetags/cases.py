"""How a case's reference, times and states are written on a page."""

from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cases import reference
from cases.desk import deadlines
from cases.queries import timeline
from channels_app import registry
from channels_app.models import Contact

register = template.Library()


@register.filter
def ref(value: str) -> str:
    """A reference as people read it: 4821-0937-5."""
    return reference.display(value)


@register.simple_tag
def due(moment: datetime | None, now: datetime) -> SafeString | str:
    """A deadline in words, with the exact time behind it."""
    if moment is None:
        return ""
    said = deadlines.deadline(moment, now=now)
    return format_html(
        '<time class="due due-{}" datetime="{}" title="{}">{}</time>',
        said.tone,
        moment.isoformat(),
        deadlines.exact(moment),
        said.words,
    )


@register.filter
def exact(moment: datetime | None) -> str:
    """A time in Phnom Penh, in full."""
    return deadlines.exact(moment) if moment else ""


@register.filter
def duration(seconds: int | None) -> str:
    """How long something took."""
    return deadlines.length(seconds) if seconds else ""


@register.filter
def level_reached(level: int) -> str:
    """Whose level a late case has climbed to."""
    return timeline.level_reached(level)


@register.filter
def reached_at(contact: Contact) -> str:
    """Where a person is written to: a phone's number, else the channel: its ids say nothing."""
    by_phone = registry.get(contact.channel.kind).by_phone
    return contact.address if by_phone else contact.channel.name
