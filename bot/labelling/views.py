"""The page on which supervisors say what was not understood."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from bot.labelling import deciding, queries
from bot.labelling.forms import LabelForm
from bot.labelling.models import LabelTask
from cases import access
from cases.desk.reader import officer_of
from workflows.models import Officer

ON_A_PAGE = 20


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The messages that wait, the least sure first."""
    officer = _supervisor(request)
    return _page(request, officer)


@require_POST
def label(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one label, or set the message aside."""
    officer = _supervisor(request)
    task = get_object_or_404(queries.waiting_for(officer), pk=pk)
    if "set_aside" in request.POST:
        deciding.set_aside(task, by=officer)
        return redirect("labels:list")
    form = LabelForm(request.POST, task=task)
    if not form.is_valid():
        return _page(request, officer, wrong=(task, form))
    deciding.approve(
        task,
        intent=form.cleaned_data["intent"],
        category=form.cleaned_data["code"],
        phrase=form.cleaned_data["phrase"],
        by=officer,
    )
    return redirect("labels:list")


def _page(
    request: HttpRequest, officer: Officer, wrong: tuple[LabelTask, LabelForm] | None = None
) -> HttpResponse:
    waiting = queries.waiting_for(officer)
    rows = [(task, LabelForm(task=task)) for task in waiting[:ON_A_PAGE]]
    if wrong is not None:
        rows = [wrong, *(row for row in rows if row[0].pk != wrong[0].pk)]
    context = {"rows": rows, "count": waiting.count()}
    status = 422 if wrong else 200
    return render(request, "labelling/labels.html", context, status=status)


def _supervisor(request: HttpRequest) -> Officer:
    officer = officer_of(request)
    if not access.may_label(officer):
        raise PermissionDenied
    return officer
