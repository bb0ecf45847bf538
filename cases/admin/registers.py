"""The page of what was brought into the register: counts, and what was refused."""

import csv
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models import RegisterImport
from workflows.admin.base import RoleAdmin
from workflows.admin.site import site


@admin.register(RegisterImport, site=site)
class RegisterImportAdmin(RoleAdmin):
    """Imports are made by a command and looked at here."""

    list_display = (
        "started_at",
        "kind",
        "file_name",
        "by",
        "rows",
        "added",
        "changed",
        "unlisted",
        "refused",
        "failure",
    )
    list_filter = ("kind",)
    search_fields = ("file_name", "by")
    ordering = ("-pk",)
    exclude = ("refusals",)
    readonly_fields = ("report",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The command alone."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: it is what happened."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """With the download of what was refused."""
        download = path(
            "<int:pk>/refused.csv",
            self.admin_site.admin_view(self.refused_csv),
            name="cases_registerimport_refused",
        )
        return [download, *super().get_urls()]

    @admin.display(description=_("refused rows"))
    def report(self, row: RegisterImport) -> str:
        """A link to the list."""
        if not row.refusals:
            return "-"
        address = reverse("admin:cases_registerimport_refused", args=[row.pk])
        return format_html('<a href="{}">{}</a>', address, _("Download the list"))

    def refused_csv(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Line, column and reason of the first thousand; no value of any row."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = get_object_or_404(RegisterImport, pk=pk)
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="refused-{row.pk}.csv"'
        answer.write("\ufeff")
        writer = csv.writer(answer)
        writer.writerow([gettext("line"), gettext("column"), gettext("reason")])
        writer.writerows([line, column, gettext(reason)] for line, column, reason in row.refusals)
        return answer
