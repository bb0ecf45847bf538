"""The forms of the steps: each carries the version that was seen and the key of one press."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import access
from cases.desk.lookup.matters import MatterForm
from cases.desk.lookup.offices import OfficeField
from cases.desk.lookup.places import PlaceForm
from cases.desk.pressing import press_of
from cases.models import Case, Outcome, Remedy
from cases.models.remedy import RemedyKind
from cases.queries import find
from workflows.models import Officer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    RemedyChoice = forms.ModelChoiceField[Remedy]
else:
    RemedyChoice = forms.ModelChoiceField

LONGEST_TEXT = 2000


def words(
    label: "StrOrPromise", *, rows: int = 4, longest: int = LONGEST_TEXT, **kwargs: Any
) -> Any:
    """A field for sentences; people and officers write Khmer, so the browser breaks the lines."""
    area = forms.Textarea(attrs={"rows": rows, **kwargs.pop("attrs", {})})
    return forms.CharField(label=label, max_length=longest, widget=area, **kwargs)


def day(label: "StrOrPromise", **kwargs: Any) -> Any:
    """A date, chosen in the browser's own calendar."""
    # The browser's date field speaks ISO whatever the language of the page.
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, input_formats=["%Y-%m-%d"], **kwargs)


class StepForm(forms.Form):
    """What every step's form has; a step that needs nothing else uses it as it is."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, sent: Mapping[str, Any] | None = None, *, case: Case, officer: Officer
    ) -> None:
        """Remember what the officer sees, and make the key of the next press."""
        self.case, self.officer = case, officer
        shown = {"version": case.version, "key": uuid4()}
        super().__init__(sent, initial=shown, label_suffix="")
        self.prepare()

    def clean_key(self) -> UUID:
        """Take corrected words under an old page's key for another press."""
        return press_of(self.cleaned_data["key"], self.data)

    def prepare(self) -> None:
        """Fill in what depends on the case."""

    @staticmethod
    def fresh_key() -> UUID:
        """The key of another press."""
        return uuid4()


class ReplyForm(StepForm):
    """Words to the person."""

    body = words(_("Your words to the person"), rows=5, attrs={"data-parts": "parts"})


class AskForm(StepForm):
    """A question to the person."""

    question = words(_("Your question to the person"), attrs={"data-parts": "parts"})
    reason = words(_("Why we need it"), rows=2, help_text=_("For the record; it is not sent."))
    expected_on = day(
        _("Answer expected by"), help_text=_("Our deadline rests until then, at most.")
    )


class AssignForm(StepForm):
    """Whose case it is."""

    to = forms.ModelChoiceField(Officer.objects.none(), label=_("Officer"), empty_label=None)

    def prepare(self) -> None:
        """Offer the officers of the case's office."""
        field = cast("forms.ModelChoiceField[Officer]", self.fields["to"])
        field.queryset = Officer.objects.filter(
            office=self.case.office, is_active=True, role__in=list(access.GRANTS)
        ).order_by("first_name", "last_name", "username")


class ReferForm(StepForm):
    """The office that should take it on."""

    to = OfficeField(label=_("Office"), help_text=_("Type a part of its name, then choose."))
    reason = words(_("Why this office"), rows=3)


class ReasonForm(StepForm):
    """A step that needs a reason."""

    reason = words(_("Reason"), rows=3)


class RejectForm(StepForm):
    """Out of scope: the place to go instead."""

    elsewhere = words(
        _("Where the person can go instead"), rows=3, help_text=_("The person is told this.")
    )


class NoteForm(StepForm):
    """An internal note."""

    text = words(_("Note"), help_text=_("Only officers who may see the case read it."))


class CallForm(StepForm):
    """A phone call that was made or taken."""

    reached = forms.TypedChoiceField(
        label=_("Did you speak with the person?"),
        choices=[("yes", _("Yes")), ("no", _("No, nobody answered"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    summary = words(_("What was said"), rows=3)


class ResolveForm(StepForm):
    """The decision, and what is done about it."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=Outcome.choices,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    explanation = words(
        _("Explanation to the person"),
        help_text=_("In plain words: what you found and what happens now. The person is told."),
        attrs={"data-parts": "parts"},
    )
    remedy_kind = forms.ChoiceField(
        label=_("What the person gets"),
        required=False,
        choices=[("", "–"), *RemedyKind.choices],
        help_text=_("Needed when the complaint is upheld, wholly or in part."),
    )
    remedy_what = forms.CharField(label=_("What will be done"), required=False, max_length=300)
    remedy_by_whom = forms.CharField(label=_("By whom"), required=False, max_length=200)
    remedy_due_on = day(_("Due on"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the whole remedy where one is needed or begun."""
        cleaned = super().clean() or {}
        parts = ("remedy_kind", "remedy_what", "remedy_by_whom", "remedy_due_on")
        needed = cleaned.get("outcome") in {Outcome.UPHELD, Outcome.PARTLY}
        if needed or any(cleaned.get(part) for part in parts):
            for part in parts:
                if not cleaned.get(part) and part not in self.errors:
                    self.add_error(part, _("Please fill this in."))
        return cleaned


class RemedyField(RemedyChoice):
    """A remedy, named by what was promised."""

    def label_from_instance(self, remedy: Remedy) -> str:
        """The words of the promise."""
        return remedy.what


class RemedyDoneForm(StepForm):
    """What was promised has been delivered."""

    remedy = RemedyField(Remedy.objects.none(), label=_("Remedy"), empty_label=None)
    done_on = day(_("Done on"))
    proof = forms.CharField(
        label=_("Proof"), max_length=300, help_text=_("For example the number of the receipt.")
    )

    def prepare(self) -> None:
        """Offer what is still owed."""
        field = cast("RemedyField", self.fields["remedy"])
        field.queryset = self.case.remedies.filter(done_on=None, refused_because="")


class CloseForm(StepForm):
    """Who says that it is over."""

    confirmed = forms.TypedChoiceField(
        label=_("What did the person say?"),
        choices=[("yes", _("It is solved")), ("no", _("Nothing: there is no way to reach them"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )


class MergeForm(StepForm):
    """The case that goes on."""

    into = forms.CharField(
        label=_("Reference of the case that goes on"),
        max_length=20,
        help_text=_("The person of this case then hears the news of that one."),
    )

    def clean_into(self) -> Case:
        """Find the other case among those that the officer may work on."""
        other = find.by_reference(self.officer, self.cleaned_data["into"])
        if other is None or not access.may(self.officer, other, "merge"):
            raise forms.ValidationError(_("There is no open case of yours with this reference."))
        if other.pk == self.case.pk:
            raise forms.ValidationError(_("This is the reference of the case itself."))
        return other


class ClassifyForm(MatterForm, PlaceForm, StepForm):
    """What it is about, and where."""

    field_order = ["category", "programme", "province", "district", "commune", "village"]

    def prepare(self) -> None:
        """Begin with what is known."""
        self.initial.setdefault("category", self.case.category_id)
        self.initial.setdefault("programme", self.case.programme_id)
        self.fill_matters()
        self.fill_places(self.case.area)
