"""Registers a walk-in or a phone call and shows its receipt."""

from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases import access
from cases.desk.filing.forms import FilingForm
from cases.desk.pressing import mark_of
from cases.desk.reader import officer_of
from cases.models import Case
from cases.services import opening, resolving
from cases.services.matter import Matter
from timekeeping.now import now
from workflows.models import Officer

FILED = "filed_case"
FILED_AS = "filed_as"
CONFLICT = 409
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form, and what comes of it."""
    officer = officer_of(request)
    if not access.may_file(officer):
        raise PermissionDenied
    form = FilingForm(request.POST or None, officer=officer)
    if form.only_narrows():
        return render(request, "desk/filing/new.html", {"form": form})
    if form.is_valid():
        mark = mark_of(request.POST)
        if request.session.get(FILED_AS) == mark and "another" not in request.POST:
            # Back, and the button again: the browser filled in what was registered already.
            shown = {"form": form, "repeated": True}
            return render(request, "desk/filing/new.html", shown, status=CONFLICT)
        case = _filed(form.cleaned_data, by=officer)
        request.session[FILED], request.session[FILED_AS] = case.pk, mark
        return redirect("desk:filed")
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "desk/filing/new.html", {"form": form}, status=status)


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """The receipt of the case that was filed last, in this session, by this officer."""
    officer = officer_of(request)
    if not access.may_file(officer):
        raise PermissionDenied
    filed = int(request.session.get(FILED, 0))
    case = Case.objects.filter(pk=filed, filed_office=officer.office).first()
    if case is None:
        return redirect("desk:new")
    # A restricted case is out of sight the moment it is filed; the person still gets a receipt.
    is_seen = access.visible_to(officer).filter(pk=case.pk).exists()
    return render(request, "desk/filing/done.html", {"case": case, "is_seen": is_seen})


@transaction.atomic
def _filed(told: dict[str, Any], *, by: Officer) -> Case:
    case = opening.open_case(_matter(told, by=by), by=by, key=told["key"])
    if told["is_answered"]:
        decision = resolving.Decision(told["outcome"], told["explanation"])
        # The second verb of the same press: its key follows from the first one's.
        key = uuid5(NAMESPACE_OID, f"answered {told['key']}")
        opened_at = case.version
        resolving.answer_on_the_spot(case, decision=decision, by=by, version=opened_at, key=key)
    return case


def _matter(told: dict[str, Any], *, by: Officer) -> Matter:
    return Matter(
        origin=told["origin"],
        narrative=told["narrative"],
        received_at=now(),
        category=told["category"],
        programme=told["programme"],
        area=told["area"],
        accused_office=told["accused_office"],
        sensitive=told["is_sensitive"] or told["is_accusing"],
        urgent=told["is_urgent"],
        anonymous=told["is_anonymous"],
        name=told["name"],
        phone=told["phone"],
        card_number=told["card_number"],
        contact_wish=told["contact_wish"],
        proxy_name=told["proxy_name"],
        proxy_phone=told["proxy_phone"],
        filed_office=by.office,
    )
