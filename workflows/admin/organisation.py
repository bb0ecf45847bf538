"""Pages for areas, agencies, offices and officers."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from workflows.admin.base import RoleAdmin, RoleInline
from workflows.admin.forms import OfficerForm, OfficerMakingForm
from workflows.admin.site import site
from workflows.areas import place_in_tree
from workflows.folding import fold
from workflows.models import Agency, Area, AreaAlias, Office, Officer
from workflows.models.organisation import Role


class AreaAliasInline(RoleInline):
    """Other spellings under which people know the area."""

    model = AreaAlias
    fields = ("name",)


@admin.register(Area, site=site)
class AreaAdmin(RoleAdmin):
    """The gazetteer. A unit that ceases gets a last day; its successor is a new row."""

    list_display = ("code", "label", "name_en", "level", "parent", "valid_to")
    list_filter = ("level",)
    list_select_related = ("parent",)
    search_fields = ("code", "name_km", "name_en")
    search_help_text = _("By code or name, in any spelling.")
    autocomplete_fields = ("parent",)
    inlines = (AreaAliasInline,)
    ordering = ("code",)

    def get_readonly_fields(self, request: HttpRequest, obj: Area | None = None) -> tuple[str, ...]:
        """Where it lies is settled when it is made."""
        return ("level", "parent") if obj else ()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Area], search_term: str
    ) -> tuple[QuerySet[Area], bool]:
        """Search the folded names and the aliases too."""
        term = search_term.strip()
        if not term:
            return queryset, False
        folded = fold(term)
        named = Q(code__startswith=term) | Q(name_km__icontains=term) | Q(name_en__icontains=term)
        if folded:
            named |= Q(folded_km__startswith=folded) | Q(folded_en__startswith=folded)
            named |= Q(pk__in=AreaAlias.objects.filter(folded=folded).values("area_id"))
        return queryset.filter(named), False

    def save_model(self, request: HttpRequest, obj: Area, form: Any, change: bool) -> None:
        """Fold the names anew and put it in its place in the tree."""
        place_in_tree(obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Fold the aliases."""
        for alias in formset.save(commit=False):
            alias.folded = fold(alias.name)
            alias.save()
        for alias in formset.deleted_objects:
            alias.delete()


@admin.register(Agency, site=site)
class AgencyAdmin(RoleAdmin):
    """The bodies that answer for programmes."""

    list_display = ("code", "label", "is_overseer", "is_active")
    list_filter = ("is_overseer", "is_active")
    search_fields = ("code", "name_km", "name_en")
    ordering = ("code",)


@admin.register(Office, site=site)
class OfficeAdmin(RoleAdmin):
    """The desks that can own cases."""

    list_display = ("code", "label", "agency", "level", "parent", "handles_sensitive", "is_active")
    list_filter = ("level", "agency", "handles_sensitive", "is_intake", "is_active")
    list_select_related = ("agency", "parent")
    search_fields = ("code", "name_km", "name_en")
    autocomplete_fields = ("agency", "parent", "areas")
    ordering = ("code",)


@admin.register(Officer, site=site)
class OfficerAdmin(RoleAdmin, UserAdmin):  # type: ignore[type-arg]
    """Accounts: made, placed and closed by administrators alone. Rights come from the role."""

    roles: ClassVar[tuple[str, ...]] = (Role.ADMIN,)
    form = OfficerForm
    add_form = OfficerMakingForm
    list_display = ("username", "get_full_name", "role", "office", "on_duty", "is_active")
    list_filter = ("role", "is_active", "on_duty", "office__agency")
    list_select_related = ("office",)
    search_fields = ("username", "first_name", "last_name", "email")
    autocomplete_fields = ("office",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "language")}),
        (_("Work"), {"fields": ("role", "office", "focal_for", "on_duty", "is_active")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "fields": (
                    "username",
                    "usable_password",
                    "password1",
                    "password2",
                    "email",
                    "role",
                    "office",
                    "language",
                )
            },
        ),
    )
