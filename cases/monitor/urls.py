"""The monitors' addresses."""

from django.urls import path

from cases.monitor import views

app_name = "monitor"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("figures.csv", views.figures_csv, name="csv"),
]
