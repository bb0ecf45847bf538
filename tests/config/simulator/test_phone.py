"""The phone of the trial: signed requests in, real texts out, and nothing of it in production."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from channels_app import calling, worker
from channels_app.models import Channel, InboundMessage, OutboundMessage
from channels_app.outbox import queue
from config.simulator import channel as channels
from config.simulator import phones, provider

pytestmark = pytest.mark.django_db(transaction=True)

GRANDMOTHER, SWITCHED_OFF = "+85512000001", "+85512000009"
ADDRESSES = (
    "/simulator/",
    "/simulator/thread/",
    "/simulator/send/",
    "/simulator/provider/2010-04-01/Accounts/AC1/Messages.json",
)


@pytest.fixture
def phone_channel(
    live_server: LiveServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Channel]:
    """The simulator's channel, served by a real server."""
    settings.PUBLIC_BASE_URL = live_server.url
    settings.ALLOWED_HOSTS = ["*"]
    monkeypatch.setattr(provider, "STEP_S", 0.0)
    phones.forget()
    yield channels.ensure_phone(live_server.url)
    provider.wait_for_reports()
    calling.close()


def send(live_server: LiveServer, number: str, body: str) -> Any:
    # Through the server: the view posts to itself.
    import httpx

    with httpx.Client(base_url=live_server.url, trust_env=False) as browser:
        browser.get("/simulator/")
        form = {"phone": number, "body": body, "csrfmiddlewaretoken": _token(browser)}
        return browser.post("/simulator/send/", data=form, headers={"Referer": live_server.url})


def _token(browser: Any) -> str:
    page = browser.get("/simulator/").text
    mark = 'name="csrfmiddlewaretoken" value="'
    start = page.index(mark) + len(mark)
    return str(page[start : page.index('"', start)])


def test_a_text_from_the_phone_is_stored_by_the_real_webhook(
    phone_channel: Channel, live_server: LiveServer
) -> None:
    answer = send(live_server, GRANDMOTHER, "លុយមិនចូល")
    assert answer.status_code == 302
    message = InboundMessage.objects.get()
    assert (message.channel, message.body) == (phone_channel, "លុយមិនចូល")
    assert phones.screen_of(GRANDMOTHER)[0].status == "delivered"


def test_a_channel_with_another_token_refuses_and_the_phone_says_so(
    phone_channel: Channel, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from config.simulator import webhooks

    monkeypatch.setattr(webhooks, "signature", lambda *_: "forged")
    answer = send(live_server, GRANDMOTHER, "លុយមិនចូល")
    assert answer.status_code == 502
    assert not InboundMessage.objects.exists()
    assert phones.screen_of(GRANDMOTHER)[0].status == "failed"


@pytest.mark.parametrize(
    ("number", "ours", "shown"),
    [(GRANDMOTHER, "delivered", "delivered"), (SWITCHED_OFF, "failed", "undelivered")],
)
def test_what_we_send_is_on_the_phone_and_its_fate_comes_back_signed(
    phone_channel: Channel, live_server: LiveServer, number: str, ours: str, shown: str
) -> None:
    from channels_app import contacts

    (message,) = queue(contacts.find_or_make(phone_channel, number), "ជម្រាបសួរ", purpose="reply")
    while worker.run_once():
        pass
    provider.wait_for_reports()
    assert [text.body for text in phones.sent_to(number)] == ["ជម្រាបសួរ"]
    assert phones.sent_to(number)[0].status == shown
    message.refresh_from_db()
    assert message.state == ours
    page = Client().get(f"/simulator/thread/?phone={number[1:]}").content.decode()
    assert "ជម្រាបសួរ" in page
    assert OutboundMessage.objects.count() == 1


def test_the_provider_lets_nobody_in_without_the_channels_token(
    phone_channel: Channel, live_server: LiveServer
) -> None:
    sid = phone_channel.config["account_sid"]
    path = f"/simulator/provider/2010-04-01/Accounts/{sid}/Messages.json"
    form = {"To": GRANDMOTHER, "Body": "hello"}
    assert Client().post(path, form).status_code == 401
    wrong = {"Authorization": "Basic QUM6d3Jvbmc="}
    assert Client().post(path, form, headers=wrong).status_code == 401
    assert phones.sent_to(GRANDMOTHER) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_production_has_no_simulator(settings: Settings, address: str) -> None:
    settings.SAMLENG_TRIAL = False
    for answer in (Client().get(address), Client().post(address)):
        assert answer.status_code == 404


def test_the_phone_of_every_number_is_one_that_we_made_up() -> None:
    assert phones.chosen("+33123456789") == phones.PHONES[0]
    assert phones.chosen(phones.of_the_story(7)).number == "+85512000107"


def test_the_trial_leads_to_its_web_chat(settings: Settings) -> None:
    assert "/chat/" not in Client().get("/accounts/login/").content.decode()
    chat = channels.ensure_chat()
    assert channels.ensure_chat() == chat
    for address in ("/accounts/login/", "/simulator/"):
        assert f"/chat/{chat.uuid}/" in Client().get(address).content.decode()
    assert Client().get(f"/chat/{chat.uuid}/").status_code == 200
    settings.SAMLENG_TRIAL = False
    assert "/chat/" not in Client().get("/accounts/login/").content.decode()
