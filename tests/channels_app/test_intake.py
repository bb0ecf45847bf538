"""The door before Django: the same judgement as the view's, and one commit for many."""

import asyncio
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

import httpx
import pytest
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.db import OperationalError
from twilio.request_validator import RequestValidator

from channels_app import inbox, intake, views
from channels_app.intake import Intake
from channels_app.models import Channel, InboundMessage
from tests.channels_app.twilio_webhooks import TOKEN, path_of, text_message

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _ended() -> Iterator[None]:
    yield
    intake.WRITER.stop()


def door() -> Any:
    """Build the door before the site, as config.asgi does."""
    return Intake(get_asgi_application())


def post(channel: Channel, *forms: dict[str, str], **changes: Any) -> list[httpx.Response]:
    """Post signed forms all at once."""
    return asyncio.run(_post(path_of(channel), forms, **changes))


async def _post(
    path: str, forms: tuple[dict[str, str], ...], *, token: str = TOKEN, body: bytes = b""
) -> list[httpx.Response]:
    transport = httpx.ASGITransport(app=door())
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        asked = (_one(client, path, form, token, body) for form in forms)
        ends = await asyncio.gather(*asked, return_exceptions=True)
    # Raised only when every request has its end: the others may be slower.
    for end in ends:
        if isinstance(end, BaseException):
            raise end
    return [end for end in ends if isinstance(end, httpx.Response)]


async def _one(
    client: httpx.AsyncClient, path: str, form: dict[str, str], token: str, body: bytes
) -> httpx.Response:
    signed = RequestValidator(token).compute_signature(settings.PUBLIC_BASE_URL + path, form)
    headers = {
        "X-Twilio-Signature": signed,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return await client.post(path, content=body or urlencode(form).encode(), headers=headers)


def test_messages_that_wait_together_are_stored_with_fewer_commits_and_each_is_answered(
    sms: Channel,
) -> None:
    forms = [text_message(Body=f"text {number}") for number in range(40)]
    sizes: list[int] = []

    def counting(arrivals: Any) -> int:
        sizes.append(len(arrivals))
        return store_all(arrivals)

    store_all = inbox.store_all
    with patch.object(inbox, "store_all", counting):
        answers = post(sms, *forms, *forms)
    assert {answer.status_code for answer in answers} == {200}
    assert answers[0].headers["content-type"].startswith("text/xml")
    assert sum(sizes) == 80
    assert len(sizes) < 80
    stored = InboundMessage.objects.filter(channel=sms)
    assert sorted(message.body for message in stored) == sorted(form["Body"] for form in forms)
    assert all(message.sender_hash and message.raw["AccountSid"] for message in stored)


def test_a_forged_a_malformed_an_oversized_and_a_lost_request_get_the_views_answers(
    sms: Channel,
) -> None:
    assert post(sms, text_message(), token="somebody else's")[0].status_code == 403
    assert post(sms, {"Body": "no id"})[0].status_code == 400
    assert post(sms, text_message(), body=b"x" * (views.LARGEST_BODY + 1))[0].status_code == 413
    sms.uuid = "00000000-0000-4000-8000-000000000000"
    assert post(sms, text_message())[0].status_code == 404
    assert not InboundMessage.objects.exists()


def test_bytes_that_are_no_text_are_stored_readably(sms: Channel) -> None:
    form = text_message(Body="\x00 \U0001f600 ខ្ញុំ")
    assert post(sms, form)[0].status_code == 200
    assert InboundMessage.objects.get().body == "\ufffd \U0001f600 ខ្ញុំ"


def test_a_database_that_is_away_asks_the_provider_to_come_again(sms: Channel) -> None:
    with patch.object(inbox, "store_all", side_effect=OperationalError("away")):
        assert post(sms, text_message())[0].status_code == 503
    assert post(sms, text_message())[0].status_code == 200


def test_one_row_that_the_database_refuses_fails_alone(sms: Channel) -> None:
    good, bad = text_message(), text_message(MessageSid="x" * 100, NumMedia="1")
    store_all = inbox.store_all

    def refusing(arrivals: Any) -> int:
        if any(event.provider_id == bad["MessageSid"] for _, event in arrivals):
            from django.db import DataError

            raise DataError("not this one")
        return store_all(arrivals)

    with patch.object(inbox, "store_all", refusing), pytest.raises(Exception, match="not this one"):
        post(sms, good, bad)
    assert InboundMessage.objects.get().provider_id == good["MessageSid"]


def test_a_channel_that_was_closed_is_closed_here_too(
    sms: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "KEPT_S", 0.0)
    Channel.objects.filter(pk=sms.pk).update(is_active=False)
    assert post(sms, text_message())[0].status_code == 404


def test_everything_else_goes_on_to_the_site(sms: Channel) -> None:
    async def ask() -> list[int]:
        transport = httpx.ASGITransport(app=door())
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            got = await client.get(path_of(sms))
            page = await client.get("/accounts/login/")
            return [got.status_code, page.status_code]

    assert asyncio.run(ask()) == [405, 200]
