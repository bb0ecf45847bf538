"""The categories, grouped by what they are about, and the programmes, parts under the whole."""

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from workflows.models import Category, Programme

# In the order in which they are asked for at a counter.
GROUPS: Final = {
    "PAY": _("Payment"),
    "CARD": _("Card"),
    "ENR": _("Registration"),
    "TGT": _("Who is chosen"),
    "HLT": _("Health care"),
    "SVC": _("How people are treated"),
    "DATA": _("Personal details"),
    "INFO": _("Questions"),
    "FBK": _("Praise and ideas"),
    "APL": _("Appeals"),
    "INT": _("Corruption and misuse"),
    "PRV": _("Privacy"),
    "SAFE": _("Violence and abuse"),
    "OTH": _("Other"),
}


def _grouped() -> Iterator[tuple[str, Any]]:
    yield "", _("Not known yet")
    by_group: dict[str, list[tuple[int, str]]] = {}
    for category in Category.objects.filter(is_active=True):
        group = category.code.partition(".")[0]
        by_group.setdefault(group, []).append((category.pk, category.name))
    for group in [*GROUPS, *sorted(set(by_group) - set(GROUPS))]:
        if group in by_group:
            yield str(GROUPS.get(group, group)), by_group[group]


def _programmes() -> Iterator[tuple[str, Any]]:
    yield "", _("Not known yet")
    programmes = list(Programme.objects.all())
    parts = {p.pk: [q for q in programmes if q.parent_id == p.pk] for p in programmes}
    for programme in programmes:
        if programme.parent_id is None:
            yield str(programme.pk), programme.name
            yield from ((str(part.pk), f"– {part.name}") for part in parts[programme.pk])


class MatterForm(forms.Form):
    """Mixed into every form that asks what it is about."""

    category = forms.ModelChoiceField(
        Category.objects.filter(is_active=True), required=False, label=_("What it is about")
    )
    programme = forms.ModelChoiceField(
        Programme.objects.all(), required=False, label=_("Programme")
    )

    def fill_matters(self) -> None:
        """Group the lists, in the language of the page."""
        self.fields["category"].widget.choices = list(_grouped())
        self.fields["programme"].widget.choices = list(_programmes())
