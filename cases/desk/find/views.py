"""Finds a case by its reference, or the cases of a phone, a card or a name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases.desk.reader import officer_of
from cases.models.case import CaseQuerySet
from cases.queries import find
from timekeeping.now import now
from workflows.models import Officer

AT_MOST = 50
DIGITS_OF_A_PHONE = 8


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Go straight to a case whose reference was typed; else list what was found."""
    officer = officer_of(request)
    text = request.GET.get("q", "").strip()[:100]
    if text:
        case = find.by_reference(officer, text)
        if case is not None:
            return redirect(case)
    found = _found(officer, text)[:AT_MOST] if text else []
    context = {"text": text, "found": found, "now": now()}
    return render(request, "desk/find/find.html", context)


def _found(officer: Officer, text: str) -> CaseQuerySet:
    digits = sum(character.isdigit() for character in text)
    if digits >= DIGITS_OF_A_PHONE:
        return find.by_phone(officer, text) | find.by_card(officer, text)
    return find.by_name(officer, text) if not digits else find.by_card(officer, text)
