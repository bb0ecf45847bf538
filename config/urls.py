"""Every address of the site."""

from django.urls import include, path

from config.health import healthz
from workflows.admin import site

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("hooks/", include("channels_app.urls")),
    path("monitor/", include("cases.monitor.urls")),
    path("simulator/", include("config.simulator.urls")),
    path("", include("cases.desk.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", site.urls),
]
