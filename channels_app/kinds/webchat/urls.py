"""A chat's addresses: its page, the one script for other sites, and the exchange over HTTP."""

from django.urls import path

from channels_app.kinds.webchat import views

app_name = "chat"
urlpatterns = [
    path("<uuid:uuid>/", views.page, name="page"),
    path("<uuid:uuid>/embed.js", views.embed, name="embed"),
    path("<uuid:uuid>/talk", views.talk, name="talk"),
    path("<uuid:uuid>/file", views.file, name="file"),
]
