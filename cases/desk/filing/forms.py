"""The form of the counter and the phone: short, in the order in which people tell it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.desk.case.forms import words
from cases.desk.lookup.matters import MatterForm
from cases.desk.lookup.offices import OfficeField
from cases.desk.lookup.places import PlaceForm, of_office
from cases.desk.pressing import press_of
from cases.models import Outcome
from cases.models.case import Origin
from cases.models.party import ContactWish
from channels_app.identity import normalise_phone
from workflows.models import Officer
from workflows.models.catalogue import Sensitivity

# An upheld complaint needs a remedy, which is more than an answer on the spot.
ON_THE_SPOT = [Outcome.ANSWERED, Outcome.REDIRECTED, Outcome.NOT_UPHELD]
SHORTEST_NUMBER, LONGEST_NUMBER = 8, 15


class FilingForm(MatterForm, PlaceForm, forms.Form):
    """Everything but the words may stay empty: what is not known now can be asked later."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    origin = forms.ChoiceField(
        label=_("How did the person come?"),
        choices=[
            (Origin.WALK_IN, _("In person")),
            (Origin.PHONE, _("By phone")),
        ],
        initial=Origin.WALK_IN,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    narrative = words(
        _("What happened?"), rows=5, longest=5000, help_text=_("In the person's own words.")
    )
    is_urgent = forms.BooleanField(label=_("A life is in danger now"), required=False)
    is_sensitive = forms.BooleanField(
        label=_("Must stay secret"),
        required=False,
        help_text=_("Violence, abuse, corruption: only the focal point will see it."),
    )
    is_anonymous = forms.BooleanField(label=_("The person does not give a name"), required=False)
    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    card_number = forms.CharField(
        label=_("Card or household number"), required=False, max_length=50
    )
    contact_wish = forms.ChoiceField(
        label=_("How may we reach the person?"),
        choices=[
            (ContactWish.ANY, _("By message or phone")),
            (ContactWish.CALL, _("By phone call only")),
            (ContactWish.NONE, _("Not at all: comes back in person")),
        ],
        initial=ContactWish.ANY,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    proxy_name = forms.CharField(label=_("Name of who speaks"), required=False, max_length=200)
    proxy_phone = forms.CharField(label=_("Phone of who speaks"), required=False, max_length=30)
    is_accusing = forms.BooleanField(
        label=_("Somebody who works in an office is accused"), required=False
    )
    accused_office = OfficeField(
        label=_("Which office?"),
        required=False,
        help_text=_("That office will not see the case. Type a part of its name, then choose."),
    )
    is_answered = forms.BooleanField(label=_("Answered on the spot"), required=False)
    outcome = forms.ChoiceField(
        label=_("Decision"),
        required=False,
        choices=[(outcome.value, outcome.label) for outcome in ON_THE_SPOT],
        initial=Outcome.ANSWERED,
    )
    explanation = words(_("What you told the person"), rows=3, required=False)

    def __init__(self, sent: Mapping[str, Any] | None = None, *, officer: Officer) -> None:
        """Begin where the office is."""
        super().__init__(sent, initial={"key": uuid4()}, label_suffix="")
        self.fill_matters()
        self.fill_places(of_office(officer))

    def clean_key(self) -> UUID:
        """Take other words under an old page's key for another person's."""
        return press_of(self.cleaned_data["key"], self.data)

    def clean_phone(self) -> str:
        """Refuse what cannot be a number."""
        return _checked_phone(self.cleaned_data["phone"])

    def clean_proxy_phone(self) -> str:
        """Refuse what cannot be a number."""
        return _checked_phone(self.cleaned_data["proxy_phone"])

    def clean(self) -> dict[str, Any]:
        """Hold together what belongs together."""
        cleaned = super().clean()
        if cleaned.get("is_anonymous"):
            cleaned["name"] = cleaned["card_number"] = ""
        if not cleaned.get("is_accusing"):
            cleaned["accused_office"] = None
        if cleaned.get("is_answered"):
            if not cleaned.get("explanation", "").strip():
                self.add_error("explanation", _("Write what you told the person."))
            if self.is_restricted(cleaned):
                self.add_error(
                    "is_answered", _("A restricted matter goes to the focal point for its answer.")
                )
        return cleaned

    @staticmethod
    def is_restricted(cleaned: dict[str, Any]) -> bool:
        """Whether the matter is one for the focal point."""
        kind = cleaned["category"].sensitivity if cleaned.get("category") else Sensitivity.NORMAL
        accusing = bool(cleaned.get("is_accusing"))
        return bool(cleaned.get("is_sensitive") or accusing or kind == Sensitivity.SENSITIVE)


def _checked_phone(text: str) -> str:
    if not text.strip():
        return ""
    number = normalise_phone(text)
    digits = sum(character.isdigit() for character in number)
    if not SHORTEST_NUMBER <= digits <= LONGEST_NUMBER:
        raise forms.ValidationError(_("This is not a phone number."))
    return text
