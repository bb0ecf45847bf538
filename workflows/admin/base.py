"""What every page of the catalogue shares: rights by role, nothing deleted, history shown."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from workflows.admin.site import ROLES, role_of
from workflows.models import Officer

MOST_EVENTS = 200


if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
    _TabularInline = admin.TabularInline[Any, Any]
else:
    _ModelAdmin = admin.ModelAdmin
    _TabularInline = admin.TabularInline


class RoleAdmin(_ModelAdmin):
    """Lets the roles of `roles` see, add and change; what others point at is not deleted."""

    roles: ClassVar[Collection[str]] = ROLES
    list_per_page = 50
    show_full_result_count = False

    @admin.display(description=_("name"))
    def label(self, row: Any) -> str:
        """The row's name in the language of the page."""
        return str(row.name)

    def _allowed(self, request: HttpRequest) -> bool:
        role = role_of(request)
        return role is not None and role in self.roles

    def has_module_permission(self, request: HttpRequest) -> bool:
        """By role."""
        return self._allowed(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By role."""
        return self._allowed(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """By role."""
        return self._allowed(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By role."""
        return self._allowed(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: switch it off or end it instead, so that old cases keep their meaning."""
        return False

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every change of the row, also those made by a load or in SQL."""
        row = self.get_object(request, object_id)
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(name)s") % {"name": row},
            "opts": self.opts,
            "object": row,
            "events": list(events_of(row, self.opts.concrete_fields)),
        }
        return render(request, "admin/policy_history.html", context)


class RoleInline(_TabularInline):
    """Rows within a page, under the rights of the page."""

    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By role."""
        return role_of(request) in ROLES

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By role."""
        return role_of(request) in ROLES

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By role."""
        return role_of(request) in ROLES

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By role."""
        return role_of(request) in ROLES


@dataclass(frozen=True, slots=True)
class Event:
    """One change: when, by whom, and what it changed."""

    at: datetime
    by: str
    label: str
    changes: list[tuple[str, Any, Any]]


def events_of(row: models.Model, columns: Iterable[Any]) -> Iterator[Event]:
    """The newest changes of a row first; none for a table without history."""
    recorded = getattr(row, "events", None)
    if recorded is None:
        return
    found = list(recorded.select_related("pgh_context").order_by("-pgh_id")[: MOST_EVENTS + 1])
    names = _names(found)
    fields = [field for field in columns if hasattr(found[0], field.attname)] if found else []
    for event, before in zip(found, [*found[1:], None], strict=True):
        changes = [
            (
                str(field.verbose_name),
                getattr(before, field.attname, None),
                getattr(event, field.attname),
            )
            for field in fields
            if before is not None
            and getattr(before, field.attname) != getattr(event, field.attname)
        ]
        yield Event(event.pgh_created_at, names.get(_who(event), ""), event.pgh_label, changes)


def _who(event: Any) -> int | None:
    context = event.pgh_context
    return context.metadata.get("user") if context else None


def _names(events: Iterable[Any]) -> dict[int | None, str]:
    ids = {who for event in events if (who := _who(event))}
    return {officer.pk: str(officer) for officer in Officer.objects.filter(pk__in=ids)}
