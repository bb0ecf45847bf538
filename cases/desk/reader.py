"""Who sits at the screen."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from workflows.models import Officer


def officer_of(request: HttpRequest) -> Officer:
    """The officer who is signed in. Raises PermissionDenied should nobody be."""
    if not isinstance(request.user, Officer):
        raise PermissionDenied
    return request.user
