"""Answers what a form asks while it is filled in, as options for its lists."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.desk.lookup import offices as office_list
from cases.desk.lookup import places as place_list

SHORTEST = 2


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """The areas within another one."""
    within = request.GET.get("within", "")
    known = within.isdecimal() and len(within) < 19  # noqa: PLR2004 - a bigint has 18 whole digits
    areas = place_list.within(int(within)) if known else place_list.within(None).none()
    options = [(area.pk, area.name) for area in areas]
    return render(request, "desk/lookup/options.html", {"options": options, "with_empty": True})


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """The offices that fit what was typed so far."""
    # PostgreSQL knows no NUL in a text.
    text = request.GET.get("q", "").replace("\0", "").strip()[:100]
    found = office_list.matching(text)[: office_list.AT_MOST] if len(text) >= SHORTEST else []
    options = [(office_list.written(office), "") for office in found]
    return render(request, "desk/lookup/options.html", {"options": options})
