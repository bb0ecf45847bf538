"""The frame of every page: where an officer may go, and whether this is a trial."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from cases import access

register = template.Library()


@dataclass(frozen=True)
class Place:
    """One entry of the main navigation."""

    url: str
    label: str
    icon: str
    is_here: bool


@register.simple_tag
def in_trial() -> bool:
    """Whether the people and cases are made up."""
    return settings.SAMLENG_TRIAL


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> list[Place]:
    """The places that this officer may enter, the daily one first."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return []
    works_on_cases = user.role in access.GRANTS
    wanted = [
        ("desk:queue", _("Cases"), "inbox", works_on_cases),
        ("desk:new", _("New case"), "plus", access.may_file(user)),
        ("desk:find", _("Find"), "search", works_on_cases),
        ("monitor:overview", _("Figures"), "chart", access.may_monitor(user)),
        ("labels:list", _("Unclear"), "question", access.may_label(user)),
        ("admin:index", _("Catalogue"), "settings", access.may_catalogue(user)),
        ("simulator:phone", _("Phone"), "phone", settings.SAMLENG_TRIAL),
    ]
    places = []
    for name, label, icon, is_open in wanted:
        url = _address(name) if is_open else ""
        if url:
            places.append(Place(url, label, icon, is_here=_is_here(request, url)))
    return places


def _address(name: str) -> str:
    # The simulator's address exists in a trial only.
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _is_here(request: Any, url: str) -> bool:
    return bool(request.path == url or (url != "/" and request.path.startswith(url)))
