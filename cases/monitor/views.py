"""The monitor page and its CSV: the same sheet, shown twice."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cases import access
from cases.monitor.export import as_csv
from cases.monitor.tables import tables
from cases.queries import monitoring
from cases.queries.monitoring import Filters


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show the figures that the address asks for."""
    filters = _filters(request)
    sheet = monitoring.read(filters)
    query = urlencode(filters.as_query())
    context = {
        "sheet": sheet,
        "filters": filters,
        "choices": monitoring.choices(),
        "tables": tables(sheet),
        "csv_url": reverse("monitor:csv") + (f"?{query}" if query else ""),
    }
    return render(request, "monitor/overview.html", context)


@require_safe
def figures_csv(request: HttpRequest) -> HttpResponse:
    """Give the same figures as a file."""
    sheet = monitoring.read(_filters(request))
    response = HttpResponse(as_csv(sheet), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="samleng-figures-{sheet.as_of:%Y%m%dT%H%M%SZ}.csv"'
    )
    response["Cache-Control"] = "no-store"
    return response


def _filters(request: HttpRequest) -> Filters:
    if not access.may_monitor(request.user):
        raise PermissionDenied
    return Filters.from_query(request.GET.dict())
