"""The chat's door over plain HTTP, asked as browsers, robots and forgers ask it."""

import json
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.test import Client

from channels_app import contacts, outbox, worker
from channels_app.kinds.webchat import limits, session, thread
from channels_app.kinds.webchat.words import WORDS
from channels_app.models import Channel, Contact, DeliveryStatus, InboundMessage, OutboundMessage
from tests.chat.client import saying
from tests.travel import Travel

pytestmark = pytest.mark.django_db


@pytest.fixture
def chat(db: None) -> Channel:
    return Channel.objects.create(kind="webchat", name="Chat", address="chat")


@pytest.fixture(autouse=True)
def _unspent(monkeypatch: pytest.MonkeyPatch) -> None:
    # A slow machine must not fill the buckets again.
    monkeypatch.setattr(limits, "moment_s", lambda: 1000.0)
    for bucket in limits.ALL:
        bucket.forget()


def path_of(chat: Channel, end: str = "talk") -> str:
    return f"/chat/{chat.uuid}/{end}"


def post(chat: Channel, asked: Any, **headers: Any) -> Any:
    body = asked if isinstance(asked, bytes | str) else json.dumps(asked)
    return Client().post(path_of(chat), body, content_type="application/json", **headers)


def ask(chat: Channel, token: str = "", **asked: Any) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(post(chat, {"n": 1, "token": token, **asked}).content)
    return told


def begin(chat: Channel) -> str:
    return str(ask(chat)["token"])


def send(chat: Channel, body: str) -> OutboundMessage:
    contact = contacts.find_or_make(chat, InboundMessage.objects.latest("pk").sender)
    (text,) = outbox.queue(contact, body, purpose="reply")
    while worker.run_once():
        pass
    return text


def test_a_conversation_takes_no_room_before_its_first_message(chat: Channel) -> None:
    token = begin(chat)
    ask(chat, token, since="")
    assert not Contact.objects.exists()
    assert not InboundMessage.objects.exists()
    one = saying("ជំរាបសួរ")
    assert ask(chat, token, say=[one])["kept"] == [one["id"]]
    stored = InboundMessage.objects.get()
    assert (stored.body, stored.provider_id, stored.state) == ("ជំរាបសួរ", one["id"], "new")


def test_a_forged_token_is_told_so_and_gets_a_new_conversation(chat: Channel) -> None:
    token, one = begin(chat), saying("hello")
    other = Channel.objects.create(kind="webchat", name="Other", address="other")
    for forged in (token[:-1] + "A", "x", "a.b.c", f"{'0' * 32}.1.x", begin(other), "é"):
        told = ask(chat, forged, say=[one], since="")
        assert told["why"] == "forged"
        assert told["token"] not in {forged, token}
        assert "kept" not in told
    assert not InboundMessage.objects.exists()


def test_a_conversation_ends_by_disuse_and_lives_by_use(chat: Channel, travel: Travel) -> None:
    chat.config = {"session_days": "2"}
    chat.save()
    token = first = begin(chat)
    for _ in range(3):
        travel.forward(days=1, hours=12)
        token = ask(chat, token, since="").get("token", token)
    assert token.split(".")[0] == first.split(".")[0]
    assert ask(chat, first)["why"] == "expired"
    travel.forward(days=3)
    assert ask(chat, token)["why"] == "expired"


def test_nobody_reads_another_persons_conversation(chat: Channel) -> None:
    token, other = begin(chat), begin(chat)
    ask(chat, token, say=[saying("mine")])
    text = send(chat, "yours alone")
    told = ask(chat, other, since="", got=[str(text.uuid)], read=[str(text.uuid)])
    assert told["items"] == []
    assert OutboundMessage.objects.get().state == "accepted"
    assert [line["text"] for line in ask(chat, token, since="")["items"]] == ["mine", "yours alone"]


def test_what_is_confirmed_again_leaves_no_second_row(chat: Channel) -> None:
    token = begin(chat)
    ask(chat, token, say=[saying("hello")])
    uuid = str(send(chat, "answer").uuid)
    for _ in range(3):
        ask(chat, token, got=[uuid], read=[uuid])
        ask(chat, token, got=[uuid])
    assert [row.state for row in DeliveryStatus.objects.order_by("pk")] == ["delivered", "read"]
    assert not DeliveryStatus.objects.filter(is_anomaly=True).exists()


def test_a_person_who_said_stop_is_not_written_to_here_either(chat: Channel) -> None:
    token = begin(chat)
    ask(chat, token, say=[saying("STOP")])
    contacts.stop(contacts.find_or_make(chat, InboundMessage.objects.get().sender))
    assert send(chat, "news").state == "suppressed"
    assert [line["me"] for line in ask(chat, token, since="")["items"]] == [True]


@pytest.mark.parametrize("state", ["queued", "leased", "failed", "cancelled", "suppressed"])
def test_a_text_that_was_not_handed_over_is_not_shown(chat: Channel, state: str) -> None:
    token = begin(chat)
    ask(chat, token, say=[saying("hello")])
    text = send(chat, "answer")
    OutboundMessage.objects.filter(pk=text.pk).update(
        state=state, leased_until=text.created_at, attempt_id=uuid4()
    )
    assert [line["me"] for line in ask(chat, token, since="")["items"]] == [True]


def test_what_cannot_be_read_is_refused_and_the_rest_is_taken(chat: Channel) -> None:
    token, good = begin(chat), saying("good")
    bad = [saying(" "), saying("x" * 4001)]
    told = ask(chat, token, say=[*bad, good])
    assert told["kept"] == [good["id"]]
    assert {one["why"] for one in told["refused"]} == {"length"}
    for frame in (b"", b"[]", b"\xff", b'{"say": "x"}', b'{"say": [1]}', b"[" * 60_000, "null"):
        assert post(chat, frame).status_code == 400
    assert post(chat, {"token": token, "say": [{"id": "1", "text": "x"}]}).status_code == 400
    assert post(chat, {"token": token, "say": [saying("x")] * 21}).status_code == 400
    assert post(chat, b"x" * 70_000).status_code == 400
    assert [message.body for message in InboundMessage.objects.all()] == ["good"]


def test_halves_of_characters_and_nul_are_kept_with_a_mark(chat: Channel) -> None:
    token = begin(chat)
    ask(chat, token, say=[saying("a\ud800b\x00c")])
    assert InboundMessage.objects.get().body == "a\ufffdb\ufffdc"


def test_a_flood_is_told_to_wait_and_is_not_stored(chat: Channel) -> None:
    token = begin(chat)
    told = ask(chat, token, say=[saying(str(n)) for n in range(20)])
    assert len(told["kept"]) == 20
    one = saying("one more")
    told = ask(chat, token, say=[one])
    assert told["refused"][0]["why"] == "wait"
    assert 0 < told["wait"] <= 3
    assert InboundMessage.objects.count() == 20


def test_one_address_begins_only_so_many_conversations(chat: Channel) -> None:
    answers = [post(chat, {}) for _ in range(61)]
    assert [answer.status_code for answer in answers] == [200] * 60 + [429]
    assert json.loads(answers[-1].content)["wait"] > 0
    elsewhere = post(chat, {}, headers={"X-Forwarded-For": "203.0.113.9"})
    # What a client writes into the header is not believed without a proxy of ours.
    assert elsewhere.status_code == 429
    assert post(chat, {}, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_the_address_is_counted_from_our_own_proxies(chat: Channel) -> None:
    assert limits.visitor("10.0.0.1", "evil, 203.0.113.9", 1) == limits.visitor(
        "10.0.0.2", "other, 203.0.113.9", 1
    )
    assert limits.visitor("10.0.0.1", "203.0.113.9", 0) != limits.visitor(
        "10.0.0.2", "203.0.113.9", 0
    )


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://localhost"])
def test_a_script_of_another_site_is_refused(chat: Channel, origin: str) -> None:
    assert post(chat, {}, headers={"Origin": origin}).status_code == 403
    assert post(chat, {}, headers={"Origin": "http://testserver"}).status_code == 200
    assert post(chat, {}, headers={"Origin": "https://samleng.example"}).status_code == 200


def test_the_database_away_asks_the_browser_to_come_again(chat: Channel) -> None:
    token = begin(chat)
    with patch.object(thread, "since", side_effect=OperationalError("away")):
        assert post(chat, {"token": token, "since": ""}).status_code == 503


def test_a_closed_chat_and_another_kinds_channel_are_not_there(chat: Channel, sms: Channel) -> None:
    for end in ("", "embed.js"):
        assert Client().get(path_of(sms, end)).status_code == 404
    chat.is_active = False
    chat.save()
    for end in ("", "embed.js"):
        assert Client().get(path_of(chat, end)).status_code == 404
    assert post(chat, {}).status_code == 404
    assert Client().get(path_of(chat)).status_code == 405


def test_the_page_is_framed_by_the_listed_sites_alone(chat: Channel) -> None:
    chat.config = {"origins": "https://a.example:443, http://localhost:8080/"}
    chat.save()
    page = Client().get(path_of(chat, ""))
    policy = page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://a.example http://localhost:8080;" in policy + ";"
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "X-Frame-Options" not in page.headers
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "microphone=(self)" in page.headers["Permissions-Policy"]
    assert not page.cookies
    login = Client().get("/accounts/login/")
    assert login.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in login.headers["Content-Security-Policy"]
    assert "microphone=()" in login.headers["Permissions-Policy"]


def test_the_page_speaks_both_languages_and_says_how_else_to_reach_us(chat: Channel) -> None:
    chat.config = {"reach_km": "សាលាឃុំ", "reach_en": "The commune hall"}
    chat.save()
    khmer = Client().get(path_of(chat, "")).content.decode()
    english = Client().get(path_of(chat, "") + "?lang=en").content.decode()
    assert '<html lang="km">' in khmer
    assert '<html lang="en">' in english
    assert '<p data-word="reach">សាលាឃុំ</p>' in khmer
    assert '<p data-word="reach">The commune hall</p>' in english
    assert WORDS["km"].keys() == WORDS["en"].keys()
    assert all(words for language in WORDS.values() for words in language.values())


def test_nothing_that_was_said_reaches_the_log(
    chat: Channel, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        token, one = begin(chat), saying("a secret story")
        for _ in range(2):
            ask(chat, token, say=[one], since="")
        ask(chat, "forged" + token)
        text = send(chat, "a secret answer")
        ask(chat, token, got=[str(text.uuid)], since="")
    assert "secret" not in caplog.text
    assert token.split(".")[0] not in caplog.text


def test_a_lost_redis_holds_no_text_back(chat: Channel, settings: Any) -> None:
    token = begin(chat)
    ask(chat, token, say=[saying("hello")])
    settings.CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.core.RedisChannelLayer",
            "CONFIG": {"hosts": ["redis://127.0.0.1:1"]},  # Where nobody listens.
        }
    }
    send(chat, "answer")
    assert [line["text"] for line in ask(chat, token, since="")["items"]] == ["hello", "answer"]


def test_a_session_id_is_long_and_new_each_time() -> None:
    from datetime import UTC, datetime

    moment = datetime(2026, 1, 1, tzinfo=UTC)
    ids = {session.start(moment).id for _ in range(100)}
    assert len(ids) == 100
    assert all(session.ID.fullmatch(one) for one in ids)
    assert not session.Session("0" * 32, moment).is_old(moment + timedelta(minutes=59))


def test_what_may_stand_in_no_stored_body_is_put_in_while_it_is_shown(
    chat: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thread, "FILLERS", [lambda _row, text: text.replace("{code}", "123456")])
    token = begin(chat)
    ask(chat, token, say=[saying("hello")])
    text = send(chat, "your code: {code}")
    assert ask(chat, token, since="")["items"][-1]["text"] == "your code: 123456"
    assert OutboundMessage.objects.get(pk=text.pk).body == "your code: {code}"
