"""The addresses of labelling."""

from django.urls import path

from bot.labelling import views

app_name = "labels"
urlpatterns = [
    path("", views.show, name="list"),
    path("<int:pk>/", views.label, name="label"),
]
