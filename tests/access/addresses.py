"""Every address of the site, read from the URL conf, with what its parts may be filled with."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

REDIRECTS = {301, 302}
REACHED = {200, 400, 409, 422}


def named_routes() -> dict[str, str]:
    """Each address by its full name; one without a name goes by its route."""
    return dict(_walk(get_resolver().url_patterns, "", ""))


def _walk(
    patterns: Iterable[URLPattern | URLResolver], prefix: str, space: str
) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, route, inner)
        else:
            yield (f"{space}{pattern.name}" if pattern.name else route), route


def outcome(response: Any) -> str:
    """What a visitor met: "in", "login", "moved" elsewhere, or the status that kept them out.

    A form that was refused for what stood in it was reached: that is "in" too.
    """
    status = response.status_code
    if status in REDIRECTS:
        return "login" if "/login/" in response["Location"] else "moved"
    return "in" if status in REACHED else str(status)
