"""Choosing one office of thousands: type a part of its name, pick it from the list."""

import re
from typing import Any, Final

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from workflows.models import Office

AT_MOST: Final = 20
# What the list offers and a form sends back: "Name (CODE)".
PICKED: Final = re.compile(r"\(([A-Z0-9-]+)\)\s*$")


def matching(text: str) -> QuerySet[Office]:
    """The active offices whose name or code holds every word typed."""
    offices = Office.objects.filter(is_active=True)
    for word in text.split():
        offices = offices.filter(
            Q(name_km__icontains=word) | Q(name_en__icontains=word) | Q(code__icontains=word)
        )
    return offices.select_related("agency").order_by("code")


def written(office: Office) -> str:
    """An office as the list offers it."""
    return f"{office.name} ({office.code})"


class OfficeField(forms.CharField):
    """A text field with suggestions that gives an Office."""

    def __init__(self, **kwargs: Any) -> None:
        """Show the suggestions of the page's list."""
        widget = forms.TextInput(
            attrs={"list": "offices", "data-offices": "", "autocomplete": "off"}
        )
        super().__init__(max_length=300, widget=widget, **kwargs)

    def clean(self, value: Any) -> Office | None:
        """Find the one office that was meant.

        Raises ValidationError with the likely ones where the words fit several.
        """
        text = super().clean(value).strip()
        if not text:
            return None
        picked = PICKED.search(text)
        found = list(
            Office.objects.filter(is_active=True, code=picked[1])
            if picked
            else matching(text)[: AT_MOST + 1]
        )
        if not found:
            raise forms.ValidationError(_("No office has this name. Type a part of it."))
        if len(found) > 1:
            names = "; ".join(written(office) for office in found[:6])
            raise forms.ValidationError(
                _("Several offices fit: %(names)s. Write one of them in full."),
                params={"names": names},
            )
        return found[0]
