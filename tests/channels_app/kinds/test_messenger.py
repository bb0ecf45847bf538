"""Messenger: what it tells us, and what that becomes."""

import asyncio
import json
import time
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from django.core.asgi import get_asgi_application
from django.test import Client

from channels_app import inbox, intake
from channels_app.evidence import InboundMedia
from channels_app.intake import Intake
from channels_app.kind import Button
from channels_app.kinds.messenger.kind import Messenger
from channels_app.models import Channel, DeliveryStatus, InboundMessage
from tests.channels_app.kinds.messenger_batches import (
    OTHER_SECRET,
    PERSON,
    SECRET,
    WORD,
    attachment,
    batch,
    item,
    message,
    post,
    signature,
)

pytestmark = pytest.mark.django_db
KIND = Messenger()
YES_NO = (Button("បាទ/ចាស", "yes"), Button("ទេ", "no"))


def bodies() -> list[str]:
    return [received.body for received in InboundMessage.objects.order_by("pk")]


def test_every_message_of_a_batch_is_stored_once_however_often_it_comes(page: Channel) -> None:
    told = batch(message("១"), message("២"), message("៣ 🙏 @ដារ៉ា"))
    assert [post(page, told).status_code for _ in range(3)] == [200] * 3
    assert bodies() == ["១", "២", "៣ 🙏 @ដារ៉ា"]
    received = InboundMessage.objects.first()
    assert received is not None
    assert received.sender == PERSON
    assert received.provider_at == datetime.fromtimestamp(1770000000.123, UTC)


@pytest.mark.parametrize("secret", [SECRET, OTHER_SECRET])
def test_either_live_secret_signs(page: Channel, secret: str) -> None:
    assert post(page, batch(message()), secret=secret).status_code == 200


def test_the_signature_is_over_the_exact_bytes(page: Channel) -> None:
    told = batch(message("🙏 <a@b> é"))
    escaped = json.dumps(told).encode()
    plain = json.dumps(told, ensure_ascii=False).encode()
    assert escaped != plain
    assert post(page, escaped, signed=signature(plain)).status_code == 403
    assert not InboundMessage.objects.exists()
    assert post(page, escaped).status_code == 200


@pytest.mark.parametrize("signed", ["", "sha256=", "sha1=abc", "é", "sha256=" + "0" * 64])
def test_a_request_without_a_proof_is_refused(page: Channel, signed: str) -> None:
    assert post(page, batch(message()), signed=signed).status_code == 403
    assert not InboundMessage.objects.exists()


@pytest.mark.parametrize("word", ["", "None"])
def test_a_channel_without_a_secret_believes_nobody(page: Channel, word: str) -> None:
    page.config |= {"app_secret": "", "other_app_secret": ""}
    page.save()
    assert post(page, batch(message()), secret=word).status_code == 403
    del page.config["app_secret"], page.config["other_app_secret"]
    page.save()
    assert post(page, batch(message()), secret=word).status_code == 403


def greeted(page: Channel, **asked: str) -> Any:
    wanted = {"hub.mode": "subscribe", "hub.verify_token": WORD, "hub.challenge": "1158201444"}
    query = wanted | {f"hub.{name}": value for name, value in asked.items()}
    return Client().get(f"/hooks/messenger/{page.uuid}/", query)


def test_the_challenge_is_given_back_to_who_knows_the_word(page: Channel) -> None:
    answer = greeted(page)
    assert (answer.status_code, answer.content) == (200, b"1158201444")
    assert answer["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(
    "asked",
    [{"verify_token": "another"}, {"verify_token": ""}, {"challenge": "<script>"}],
)
def test_nobody_else_hears_the_challenge(page: Channel, asked: dict[str, str]) -> None:
    answer = greeted(page, **asked)
    assert (answer.status_code, answer.content) == (403, b"forbidden")


def test_a_get_without_a_question_is_not_for_us(page: Channel) -> None:
    assert greeted(page, mode="unsubscribe").status_code == 405
    page.is_active = False
    page.save()
    assert greeted(page).status_code == 404


def test_a_bad_event_in_a_batch_costs_no_good_one(page: Channel) -> None:
    bad = [None, 7, {}, item(message={"text": "no id"}), {"message": {"mid": "m_x", "text": "y"}}]
    assert post(page, batch(message("១"), *bad, message("២"))).status_code == 200
    assert bodies() == ["១", "២"]


@pytest.mark.parametrize(
    "told",
    [b"", b"[]", {"object": "instagram", "entry": []}, batch(item(message={"text": "no id"}))],
)
def test_what_tells_nothing_is_malformed(page: Channel, told: Any) -> None:
    assert post(page, told).status_code == 400


def test_what_came_to_another_page_of_the_app_is_not_ours(page: Channel) -> None:
    assert post(page, batch(message(), page="999")).status_code == 200
    assert not InboundMessage.objects.exists()


@pytest.mark.parametrize(
    "told",
    [
        message(is_echo=True, app_id=1),
        item(read={"watermark": 1770000000000}),
        item(reaction={"mid": "m_1", "action": "react", "emoji": "❤"}),
        item(referral={"ref": "x", "source": "SHORTLINK"}),
        item(optin={"type": "one_time_notif_req"}),
        item(something_new={}),
    ],
)
def test_what_nobody_said_to_us_is_taken_and_let_go(page: Channel, told: dict[str, Any]) -> None:
    assert post(page, batch(told)).status_code == 200
    assert not InboundMessage.objects.exists()


def test_a_quick_reply_and_a_postback_are_label_and_payload(page: Channel) -> None:
    button = item(postback={"mid": "m_p", "title": "ចាប់ផ្តើម", "payload": "start"})
    told = batch(message("ទេ", quick_reply={"payload": "no"}), button)
    post(page, told)
    post(page, told)
    pressed = InboundMessage.objects.order_by("pk").values_list("pk", flat=True)
    said = [(row.body, row.payload) for row in InboundMessage.objects.filter(pk__in=pressed)]
    assert sorted(said) == sorted([("ទេ", "no"), ("ចាប់ផ្តើម", "start")])


def test_a_postback_without_an_id_is_stored_once_too(page: Channel) -> None:
    told = batch(item(postback={"title": "ទេ", "payload": "no"}))
    post(page, told)
    post(page, told)
    assert bodies() == ["ទេ"]


def test_files_wait_to_be_fetched_and_the_rest_is_words(page: Channel) -> None:
    url = "https://scontent.xx.fbcdn.net/v/t1.jpg?oh=1"
    said = message(
        "មើលនេះ",
        attachments=[
            attachment("image", url=url),
            attachment("audio", url="https://cdn.fbsbx.com/v/audioclip.mp4"),
            attachment("location", coordinates={"lat": 11.55637, "long": 104.92821}),
            attachment("image", url="https://scontent.xx.fbcdn.net/thumb.png", sticker_id=1),
            {"type": "fallback", "title": "a page", "url": "https://example.org/", "payload": None},
            None,
        ],
    )
    post(page, batch(said))
    received = InboundMessage.objects.get()
    assert received.body == "មើលនេះ\n11.55637, 104.92821\na page\nhttps://example.org/"
    files = InboundMedia.objects.order_by("index").values_list("kind", "state")
    assert list(files) == [("photo", "new"), ("voice", "new")]
    assert received.media_count == 2
    assert InboundMedia.objects.get(index=0).reference == url


def test_a_thumb_says_yes(page: Channel) -> None:
    thumb = attachment("image", url="https://x.fbcdn.net/t", sticker_id=369239263222822)
    post(page, batch(message("", attachments=[thumb])))
    assert bodies() == ["👍"]


@pytest.mark.parametrize("times", [1, "1"])
def test_an_edit_finds_the_message_that_it_edits(page: Channel, times: Any) -> None:
    first = message("លុយមិនចូល")
    mid = first["message"]["mid"]
    edit = item(message_edit={"mid": mid, "text": "លុយមិនចូល ខែនេះ", "num_edit": times})
    post(page, batch(first, message("ផ្សេង"), edit, edit))
    edited = InboundMessage.objects.get(is_edit=True)
    assert edited.body == "លុយមិនចូល ខែនេះ"
    original = inbox.edited(edited)
    assert original is not None
    assert original.body == "លុយមិនចូល"


def test_an_id_longer_than_our_column_is_still_the_same_one(page: Channel) -> None:
    told = message()
    told["message"]["mid"] = "m_" + "x" * 400
    post(page, batch(told))
    post(page, batch(told))
    assert InboundMessage.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_batch_of_hundreds_is_stored_before_it_is_answered_and_soon(page: Channel) -> None:
    told = [message(str(number)) for number in range(300)]
    delivered = item(delivery={"mids": ["m_1", "m_2"]})
    body = json.dumps(batch(*told, delivered, told[0])).encode()

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=Intake(get_asgi_application()))  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            path = f"/hooks/messenger/{page.uuid}/"
            return await client.post(
                path, content=body, headers={"X-Hub-Signature-256": signature(body)}
            )

    began = time.monotonic()
    try:
        answer = asyncio.run(ask())
    finally:
        intake.WRITER.stop()
    assert answer.status_code == 200
    assert time.monotonic() - began < 1.0
    assert bodies() == [str(number) for number in range(300)], "in the order in which they came"
    assert DeliveryStatus.objects.count() == 2
