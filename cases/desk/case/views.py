"""Shows a case and takes the steps on it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases import access
from cases.desk.case import page
from cases.desk.case.actions import ACTIONS, Action
from cases.desk.case.forms import StepForm
from cases.desk.lookup.places import PlaceForm
from cases.desk.reader import officer_of
from cases.errors import CaseError, StaleCase
from cases.models import Case
from cases.queries import timeline

CONFLICT = 409
UNPROCESSABLE = 422


@require_safe
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """The page of a case."""
    case = access.get_for(officer_of(request), reference)
    return render(request, "desk/case/case.html", page.context(case, officer_of(request)))


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, reference: str, action: str) -> HttpResponse:
    """Take a step, or show its form."""
    if action not in ACTIONS:
        raise Http404
    case = access.get_for(officer_of(request), reference, to=action)
    step = page.Step(action, ACTIONS[action])
    form = page.form_of(step.action, case, officer_of(request), request.POST or None)
    if isinstance(form, PlaceForm) and form.only_narrows():
        return _form_page(request, case, step, form, status=200)
    if not form.is_valid():
        status = UNPROCESSABLE if form.is_bound else 200
        return _form_page(request, case, step, form, status=status)
    try:
        _take(step.action, case, form)
    except StaleCase:
        return _somebody_was_quicker(request, case, step, form)
    except CaseError as refused:
        form.add_error(None, str(refused))
        return _form_page(request, case, step, form, status=UNPROCESSABLE)
    messages.success(request, str(step.action.done))
    # Whoever restricts a case or hands it on may not see it any more.
    is_seen = access.visible_to(officer_of(request)).filter(pk=case.pk).exists()
    return redirect(case if is_seen else "desk:queue")


def _take(action: Action, case: Case, form: StepForm) -> None:
    fields = {name for name in form.cleaned_data if name not in PLACES_BY_LEVEL}
    action.run(case, by=form.officer, **{name: form.cleaned_data[name] for name in fields})


PLACES_BY_LEVEL = frozenset({"province", "district", "commune", "village"})


def _form_page(
    request: HttpRequest, case: Case, step: page.Step, form: StepForm, *, status: int
) -> HttpResponse:
    legal = access.may(officer_of(request), case, step.code)
    context = {"case": case, "step": step, "form": form, "is_legal": legal}
    return render(request, "desk/case/step.html", context, status=status)


def _somebody_was_quicker(
    request: HttpRequest, case: Case, step: page.Step, form: StepForm
) -> HttpResponse:
    """Show what changed; the officer's words are kept, to be sent again after a second look."""
    seen = form.cleaned_data["version"]
    case.refresh_from_db()
    again = page.form_of(step.action, case, officer_of(request), _sent_again(request, case, form))
    context = {
        "case": case,
        "step": step,
        "form": again,
        "is_legal": access.may(officer_of(request), case, step.code),
        "changes": timeline.folded(timeline.of(case, since_version=seen)),
    }
    return render(request, "desk/case/stale.html", context, status=CONFLICT)


def _sent_again(request: HttpRequest, case: Case, form: StepForm) -> dict[str, str]:
    sent = request.POST.dict()
    return {**sent, "version": str(case.version), "key": str(form.fresh_key())}
