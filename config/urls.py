"""Every address of the site."""

from django.http import Http404
from django.urls import include, path
from django.views.defaults import page_not_found

from config.health import healthz
from workflows.admin import site

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("hooks/", include("channels_app.urls")),
    path("chat/", include("channels_app.kinds.webchat.urls")),
    path("monitor/", include("cases.monitor.urls")),
    path("labels/", include("bot.labelling.urls")),
    path("simulator/", include("config.simulator.urls")),
    path("", include("cases.desk.urls")),
    # Addresses are the administrator's to set: the page where people keep their own is closed.
    path("accounts/email/", page_not_found, {"exception": Http404()}, name="account_email"),
    path("accounts/", include("allauth.urls")),
    path("admin/", site.urls),
]
