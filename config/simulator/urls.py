"""The simulator's addresses: the phone, and the provider's API as Twilio shapes it."""

from django.urls import path

from config.simulator import provider, views

app_name = "simulator"
urlpatterns = [
    path("", views.phone, name="phone"),
    path("thread/", views.thread, name="thread"),
    path("send/", views.send, name="send"),
    path(
        "provider/2010-04-01/Accounts/<str:account>/Messages.json",
        provider.messages,
        name="provider",
    ),
]
