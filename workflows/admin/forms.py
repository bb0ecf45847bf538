"""What an officer may type, checked as the loader checks the files."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from workflows.matching import fits
from workflows.models import (
    CalendarDay,
    Category,
    Officer,
    Programme,
    RoutingRule,
    SlaPolicy,
    WorkCalendar,
)
from workflows.models.organisation import Role
from workflows.models.sla import Metric
from workflows.sla.errors import SlaError
from workflows.sla.ladder import parse_ladder
from workflows.sla.parsing import parse_calendar, parse_special_day
from workflows.versions import is_in_force, today


def refuse_unknown(patterns: Iterable[str], known: Iterable[str]) -> None:
    """Raise ValidationError for a code or pattern that names nothing there is."""
    codes = list(known)
    wrong = [each for each in patterns if not any(fits(code, [each]) for code in codes)]
    if wrong:
        raise ValidationError(_("There is no such code: %(codes)s") % {"codes": ", ".join(wrong)})


class CategoryForm(forms.ModelForm):  # type: ignore[type-arg]
    """A kind of matter."""

    class Meta:
        model = Category
        fields = (
            "code",
            "name_km",
            "name_en",
            "programmes",
            "severity",
            "sensitivity",
            "is_enquiry",
            "is_active",
            "note",
        )

    def clean_programmes(self) -> list[str]:
        """Know every programme named."""
        patterns: list[str] = self.cleaned_data["programmes"]
        refuse_unknown(patterns, Programme.objects.values_list("code", flat=True))
        return patterns


class VersionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A version that is not in force yet."""

    def clean_valid_from(self) -> Any:
        """Begin today at the earliest: the past is what people were promised."""
        day = self.cleaned_data["valid_from"]
        if day and day < today():
            raise ValidationError(_("A version begins today or later."))
        return day

    def clean_categories(self) -> list[str]:
        """Know every category named."""
        patterns: list[str] = self.cleaned_data["categories"]
        refuse_unknown(patterns, Category.objects.values_list("code", flat=True))
        return patterns

    def clean_programmes(self) -> list[str]:
        """Know every programme named."""
        patterns: list[str] = self.cleaned_data["programmes"]
        refuse_unknown(patterns, Programme.objects.values_list("code", flat=True))
        return patterns


class RoutingRuleForm(VersionForm):
    """A line of the routing table."""

    class Meta:
        model = RoutingRule
        fields = (
            "code",
            "order",
            "name_km",
            "name_en",
            "programmes",
            "categories",
            "channels",
            "area",
            "sensitive",
            "overseer_accused",
            "office",
            "agency",
            "level",
            "lifts_to",
            "valid_from",
            "note",
        )

    def clean(self) -> dict[str, Any]:
        """Lead to exactly one kind of target."""
        given = super().clean() or {}
        office, agency, level = (given.get(name) for name in ("office", "agency", "level"))
        if bool(office) == bool(level) or (agency and not level):
            raise ValidationError(_("Name an office; or a level, with an agency or without one."))
        return given


class SlaPolicyForm(VersionForm):
    """A set of deadlines."""

    class Meta:
        model = SlaPolicy
        fields = (
            "code",
            "order",
            "name_km",
            "name_en",
            "is_default",
            "programmes",
            "categories",
            "calendar_code",
            "ladder",
            "confirm_days",
            "reopen_days",
            "awaiting_cap_days",
            "offer_days",
            "valid_from",
            "source",
        )

    def clean_ladder(self) -> Any:
        """Be a ladder that can be climbed."""
        try:
            parse_ladder(self.cleaned_data["ladder"])
        except (SlaError, TypeError, AttributeError) as wrong:
            raise ValidationError(str(wrong)) from wrong
        return self.cleaned_data["ladder"]

    def clean_calendar_code(self) -> str:
        """Name a calendar that there is."""
        code: str = self.cleaned_data["calendar_code"]
        refuse_unknown([code], WorkCalendar.objects.values_list("code", flat=True))
        return code


class TargetFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """The targets of one policy."""

    def clean(self) -> None:
        """Promise an end to the case, and count the person's own wait."""
        super().clean()
        metrics = {
            form.cleaned_data.get("metric")
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        }
        if not metrics & {Metric.RESOLUTION, Metric.SAFE_REFERRAL}:
            raise ValidationError(_("A policy needs a target for the solution or the referral."))
        if Metric.BENEFICIARY not in metrics:
            raise ValidationError(_("A policy needs a target for the person's own wait."))


class WorkCalendarForm(VersionForm):
    """Weekly hours."""

    class Meta:
        model = WorkCalendar
        fields = (
            "code",
            "name_km",
            "name_en",
            "zone",
            "weekly",
            "valid_from",
            "note",
        )

    # A calendar names neither.
    clean_categories = None  # type: ignore[assignment]
    clean_programmes = None  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        """Open at some time within 400 days."""
        given = super().clean() or {}
        if {"zone", "weekly", "valid_from"} <= set(given):
            try:
                parse_calendar("draft", zone=given["zone"], weekly=given["weekly"]).check(
                    given["valid_from"]
                )
            except SlaError as wrong:
                raise ValidationError(str(wrong)) from wrong
        return given


class CalendarDayForm(forms.ModelForm):  # type: ignore[type-arg]
    """A day that differs."""

    class Meta:
        model = CalendarDay
        fields = ("date", "kind", "intervals", "name_km", "name_en")

    def clean(self) -> dict[str, Any]:
        """Have hours that fit the kind of day."""
        given = super().clean() or {}
        if {"date", "kind"} <= set(given):
            try:
                parse_special_day(given)
            except SlaError as wrong:
                raise ValidationError(str(wrong)) from wrong
        return given


class OfficerForm(UserChangeForm):  # type: ignore[type-arg]
    """An account."""

    class Meta:
        model = Officer
        fields = (
            "username",
            "password",
            "first_name",
            "last_name",
            "email",
            "language",
            "role",
            "office",
            "focal_for",
            "on_duty",
            "is_active",
        )

    def clean(self) -> dict[str, Any]:
        """A focal point works at a restricted desk, and nobody else does."""
        given = super().clean() or {}
        office = given.get("office")
        if given.get("role") == Role.FOCAL and office and not office.handles_sensitive:
            raise ValidationError(_("A focal point belongs to a restricted desk."))
        return given


class OfficerMakingForm(AdminUserCreationForm):  # type: ignore[type-arg]
    """A new account."""

    class Meta:
        model = Officer
        fields = ("username", "email", "role", "office", "language")


def may_edit(row: Any) -> bool:
    """Whether a version is still a draft; a row not yet saved is one."""
    return row is None or row.pk is None or not is_in_force(row, on=today())
