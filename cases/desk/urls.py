"""The addresses of the desk."""

from django.urls import path

from cases.desk.language import views as language

app_name = "desk"
urlpatterns = [
    path("language/", language.switch, name="language"),
]
