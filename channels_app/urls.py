"""Where providers call."""

from django.urls import path

from channels_app import views

app_name = "hooks"
urlpatterns = [
    path("<slug:kind>/<uuid:uuid>/", views.receive, name="receive"),
    path("<slug:kind>/<uuid:uuid>/status/", views.receive, name="status"),
]
