"""The admin site: who may come in is a matter of role, and signing in is the desk's page."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import gettext_lazy as _

from workflows.models.organisation import Role

ROLES = frozenset({Role.CATALOGUE, Role.ADMIN})


def role_of(request: HttpRequest) -> str | None:
    """The role of an active officer; None for everybody else."""
    user = request.user
    return getattr(user, "role", None) if user.is_active else None


class CatalogueSite(AdminSite):
    """Holds the policy tables alone: no case, no message, no person who complained."""

    site_header = _("Samleng: the catalogue")
    site_title = _("Samleng")
    index_title = _("Catalogue")
    enable_nav_sidebar = True

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Leave out the jump to any object by its type and id: nothing here is shown elsewhere."""
        return [url for url in super().get_urls() if getattr(url, "name", None) != "view_on_site"]

    def has_permission(self, request: HttpRequest) -> bool:
        """By role alone: the flags for staff and superuser open nothing."""
        return role_of(request) in ROLES

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Send to the one page for signing in, which has the throttle and the second factor."""
        if request.user.is_authenticated:
            raise PermissionDenied
        target = request.GET.get("next") or reverse("admin:index")
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': target})}")

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Sign out where everybody does."""
        return redirect("account_logout")

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Change the password where everybody does."""
        return redirect("account_change_password")


site = CatalogueSite(name="admin")
