"""The queue: what an office has to do, by deadline."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases import access
from cases.desk.reader import officer_of
from cases.queries import queue
from timekeeping.now import now
from workflows.models.organisation import Role

PER_PAGE = 20


@dataclass(frozen=True)
class Tab:
    """One view of the queue with its count; what has ended is not counted."""

    code: str
    label: str
    count: int | None
    is_here: bool


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """List the cases of a view; officers who see no case go to their own page."""
    officer = officer_of(request)
    if officer.role == Role.MONITOR:
        return redirect("monitor:overview")
    if access.may_catalogue(officer):
        return redirect("admin:index")
    wanted = request.GET.get("view", "all")
    filters = queue.Filters(view=wanted if wanted in queue.VIEWS else "all")
    page = Paginator(queue.for_officer(officer, filters=filters), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "tabs": _tabs(queue.counts(officer), filters.view),
        "view": filters.view,
        "page": page,
        "overdue": queue.overdue(officer),
        "now": now(),
        "may_file": access.may_file(officer),
    }
    return render(request, "desk/queue/queue.html", context)


def _tabs(counts: dict[str, int], here: str) -> list[Tab]:
    labels = {
        "all": _("All open"),
        "mine": _("Mine"),
        "unassigned": _("Without an officer"),
        "waiting": _("Waiting for the person"),
        "resolved": _("Resolved, to be confirmed"),
        "remedies": _("Remedies to deliver"),
        "filed": _("Filed here, elsewhere now"),
        "ended": _("Ended"),
    }
    return [Tab(code, labels[code], counts.get(code), code == here) for code in queue.VIEWS]
