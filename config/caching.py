"""Machines are shared: no page of somebody signed in stays in a browser."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers


class NothingStays:
    """Forbids keeping what an officer was shown, so that Back after signing out shows nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stand before the views."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and mark the answer."""
        response = self._get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response
