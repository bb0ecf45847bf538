"""Province, district, commune, village: four lists, each within the one before."""

from typing import TYPE_CHECKING, Any, Final, cast

from django import forms
from django.db.models import QuerySet
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from workflows.models import Area, Officer
from workflows.models.organisation import AreaLevel

if TYPE_CHECKING:
    AreaChoice = forms.ModelChoiceField[Area]
else:
    AreaChoice = forms.ModelChoiceField

LEVELS: Final = ("province", "district", "commune", "village")
NARROW: Final = "narrow"
LABELS: Final = {
    "province": _("Province or capital"),
    "district": _("District, town or khan"),
    "commune": _("Commune or sangkat"),
    "village": _("Village"),
}


def within(parent_id: int | None) -> QuerySet[Area]:
    """The areas of today one level below another; the provinces where there is none."""
    today = Area.objects.filter(valid_to=None)
    chosen = today.filter(parent_id=parent_id) if parent_id else today.filter(parent=None)
    return chosen.order_by("code")


def of_office(officer: Officer) -> Area | None:
    """Where an officer's office is, when it serves one place: most people come from there."""
    areas = list(officer.office.areas.all()[:2]) if officer.office else []
    return areas[0] if len(areas) == 1 else None


class AreaField(AreaChoice):
    """One of the four lists; shows the name in the reader's language."""

    def __init__(self, level: str) -> None:
        """Begin empty: the form fills in what lies within the choice before."""
        super().__init__(
            Area.objects.none(),
            required=False,
            label=LABELS[level],
            empty_label="–",
            widget=forms.Select(attrs={"data-place": level}),
        )


class PlaceForm(forms.Form):
    """Mixed into every form that asks where; gives `area`, the most exact place chosen."""

    province = AreaField(AreaLevel.PROVINCE)
    district = AreaField(AreaLevel.DISTRICT)
    commune = AreaField(AreaLevel.COMMUNE)
    village = AreaField(AreaLevel.VILLAGE)

    def fill_places(self, area: Area | None) -> None:
        """Choose a place beforehand, and list what lies around the choice made."""
        if area is not None:
            # `path` runs from the province down to the area itself.
            for level, pk in zip(LEVELS, area.path, strict=False):
                self.initial.setdefault(level, pk)
        parent: int | None = None
        for level in LEVELS:
            if level == AreaLevel.PROVINCE or parent:
                self._list(level).queryset = within(parent)
            parent = self._chosen(level)

    def clean(self) -> dict[str, Any]:
        """Find the most exact place."""
        cleaned = super().clean() or {}
        chosen = [cleaned.get(level) for level in LEVELS]
        cleaned["area"] = next((area for area in reversed(chosen) if area), None)
        return cleaned

    def only_narrows(self) -> bool:
        """Whether the form was sent for its next list, by a browser without script.

        Then nothing is judged yet: the answer is the same form with the lists filled.
        """
        if NARROW not in self.data:
            return False
        self._errors = ErrorDict()
        return True

    def _list(self, level: str) -> AreaField:
        return cast("AreaField", self.fields[level])

    def _chosen(self, level: str) -> int | None:
        value = self.data.get(level) if self.is_bound else self.initial.get(level)
        digits = str(value or "")
        return int(digits) if digits.isdecimal() else None
