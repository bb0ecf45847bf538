"""What pages of versioned rows share: in force means read only, a change is a new version."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from workflows import versions
from workflows.admin.base import RoleAdmin, RoleInline
from workflows.admin.forms import may_edit
from workflows.errors import InForce


class VersionedAdmin(RoleAdmin):
    """A version in force is shown; a draft may be edited and thrown away."""

    actions: tuple[Any, ...] = ("make_new_version",)
    change_form_template = "admin/version_change_form.html"
    readonly_fields: ClassVar[tuple[str, ...]] = ("version",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Drafts alone."""
        return super().has_change_permission(request, obj) and may_edit(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Drafts alone, and one by one: the list has no such action."""
        return obj is not None and self._allowed(request) and may_edit(obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What makes a version the version of something stays."""
        return (*self.readonly_fields, "code") if obj else self.readonly_fields

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without deleting many at once."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save the draft; the version before ends when it begins."""
        versions.follow(obj)
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Throw the draft away; the version before runs on."""
        versions.discard(obj)

    @admin.display(description=_("stands"))
    def stands(self, row: Any) -> str:
        """Whether it is in force, waits or has ended."""
        today = versions.today()
        ends = getattr(row, "valid_to", None)
        if not versions.is_in_force(row, on=today):
            said = _("draft, version %(version)s, from %(day)s")
        elif ends is not None and ends <= today:
            said = _("ended, version %(version)s")
        else:
            said = _("in force, version %(version)s")
        return str(said % {"version": row.version, "day": row.valid_from})

    @admin.action(description=_("Make a new version"))
    def make_new_version(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        """Copy each; it begins tomorrow unless the draft says otherwise."""
        made = [versions.new_version(row) for row in queryset]
        if len(made) == 1:
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return redirect(name, made[0].pk)
        messages.success(request, _("%(count)s drafts wait.") % {"count": len(made)})
        return None


class EndingAdmin(VersionedAdmin):
    """Rows that may also end without a successor."""

    actions: tuple[Any, ...] = ("make_new_version", "end_today")

    @admin.action(description=_("End after today"))
    def end_today(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Let each apply today for the last time."""
        for row in queryset:
            try:
                versions.end(row, after=versions.today())
            except InForce as refused:
                messages.error(request, f"{row.code}: {refused}")


class VersionedInline(RoleInline):
    """Rows of a version: editable as long as the version is."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Drafts alone."""
        return super().has_add_permission(request, obj) and may_edit(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Drafts alone."""
        return super().has_change_permission(request, obj) and may_edit(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Drafts alone."""
        return super().has_delete_permission(request, obj) and may_edit(obj)
