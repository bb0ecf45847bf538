"""Switches the language of the screens."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from cases.services import speaking


@login_not_required
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie, and with the officer when one is signed in."""
    language = request.POST.get("language", "")
    response = HttpResponseRedirect(_way_back(request))
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.SESSION_COOKIE_AGE * 60,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
        )
        if request.user.is_authenticated:
            speaking.prefer(request.user, language=language)
    return response


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else "/"
