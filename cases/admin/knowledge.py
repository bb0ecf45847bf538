"""The page of the approved knowledge base: written by one officer, approved by another."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from cases.errors import CaseError, NotAllowed
from cases.knowledge import approving
from cases.knowledge.length import MOST_PARTS, is_latin, is_short
from cases.models import ApprovedAnswer
from workflows.admin.base import RoleAdmin
from workflows.admin.site import site


class AnswerForm(forms.ModelForm):  # type: ignore[type-arg]
    """An answer that nobody has approved yet."""

    class Meta:
        model = ApprovedAnswer
        fields = (
            "code",
            "category",
            "programme",
            "area",
            "questions",
            "answer_km",
            "answer_latn",
            "answer_en",
            "valid_from",
            "valid_until",
            "source",
        )

    def clean_answer_km(self) -> str:
        """Fit the parts of a text."""
        return _short(self.cleaned_data["answer_km"])

    def clean_answer_latn(self) -> str:
        """Fit the parts, in the letters that are cheap."""
        return _latin(_short(self.cleaned_data["answer_latn"]))

    def clean_answer_en(self) -> str:
        """Fit the parts, in the letters that are cheap."""
        return _latin(_short(self.cleaned_data["answer_en"]))

    def clean(self) -> dict[str, Any]:
        """End after it begins, and not before today."""
        given = super().clean() or {}
        first, last = given.get("valid_from"), given.get("valid_until")
        if first and last and (last < first or last < approving.today()):
            self.add_error("valid_until", _("The last day lies before the first, or has passed."))
        return given


@admin.register(ApprovedAnswer, site=site)
class ApprovedAnswerAdmin(RoleAdmin):
    """What may be told at once. An approved version is shown; a change is a new version."""

    form = AnswerForm
    actions: tuple[Any, ...] = ("approve", "make_new_version", "stop_at_once")
    list_display = ("code", "version", "category", "programme", "area", "stands")
    list_display_links = ("code", "version")
    list_filter = ("category", "programme")
    list_select_related = ("category", "programme", "area")
    search_fields = ("code", "answer_km", "answer_latn", "answer_en", "source")
    autocomplete_fields = ("category", "programme", "area")
    readonly_fields: ClassVar[tuple[str, ...]] = (
        "version",
        "written_by",
        "approved_by",
        "approved_at",
    )
    ordering = ("code", "-version")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Drafts alone."""
        return super().has_change_permission(request, obj) and _is_draft(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Drafts alone, and one by one."""
        return obj is not None and self._allowed(request) and _is_draft(obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What makes a version the version of something stays."""
        return (*self.readonly_fields, "code") if obj else self.readonly_fields

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without deleting many at once."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Whoever wrote it last is its author, and not the one who approves it."""
        obj.written_by = request.user
        super().save_model(request, obj, form, change)

    @admin.display(description=_("stands"))
    def stands(self, row: ApprovedAnswer) -> str:
        """Whether it is given today."""
        today = approving.today()
        if row.approved_by_id is None:
            return str(_("waits for approval"))
        if row.valid_until < today:
            return str(_("ended"))
        if row.valid_from > today:
            return str(_("approved, from %(day)s") % {"day": row.valid_from})
        return str(_("given until %(day)s") % {"day": row.valid_until})

    @admin.action(description=_("Approve"))
    def approve(self, request: HttpRequest, queryset: QuerySet[ApprovedAnswer]) -> None:
        """Put each in force from its first day."""
        for row in queryset:
            try:
                approving.approve(row, by=request.user)  # type: ignore[arg-type]
            except NotAllowed:
                why = _("Somebody else than its author approves it.")
                messages.error(request, f"{row}: {why}")
            except CaseError as refused:
                messages.error(request, f"{row}: {refused}")
            else:
                done = _("approved")
                messages.success(request, f"{row}: {done}")

    @admin.action(description=_("Make a new version"))
    def make_new_version(
        self, request: HttpRequest, queryset: QuerySet[ApprovedAnswer]
    ) -> HttpResponse | None:
        """Copy each; it begins tomorrow unless the draft says otherwise."""
        by: Any = request.user
        made = [approving.new_version(row, by=by) for row in queryset]
        if len(made) == 1:
            return redirect("admin:cases_approvedanswer_change", made[0].pk)
        messages.success(request, _("%(count)s drafts wait.") % {"count": len(made)})
        return None

    @admin.action(description=_("Stop at once"))
    def stop_at_once(self, request: HttpRequest, queryset: QuerySet[ApprovedAnswer]) -> None:
        """Give each to nobody from now on."""
        for row in queryset:
            try:
                approving.stop(row)
            except CaseError as refused:
                messages.error(request, f"{row}: {refused}")


def _is_draft(row: ApprovedAnswer | None) -> bool:
    return row is None or row.approved_by_id is None


def _short(words: str) -> str:
    if not is_short(words):
        raise ValidationError(_("Longer than %(parts)s parts of a text.") % {"parts": MOST_PARTS})
    return words


def _latin(words: str) -> str:
    if not is_latin(words):
        raise ValidationError(_("Has a letter that texts in Latin letters cannot carry."))
    return words
