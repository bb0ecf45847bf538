"""Keeps the simulator out of production."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def trial_only(view: View[P]) -> View[P]:
    """Answer 404 unless this is a trial."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.SAMLENG_TRIAL:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
