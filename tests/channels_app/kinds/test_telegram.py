"""Telegram: what its updates become, and what its Bot API answers mean."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django.fixtures import Settings

from channels_app import calling, contacts, inbox, outbox
from channels_app.evidence import InboundMedia
from channels_app.kind import Button, Rejected, Retry, Sending, Sent, Unknown
from channels_app.kinds.telegram.kind import Telegram
from channels_app.models import Channel, Contact, InboundMessage
from tests.channels_app import json_peer
from tests.channels_app.json_peer import ACCEPT_THEN_HANG_UP, HANG_UP, Peer, Reply
from tests.channels_app.kinds import telegram_updates as telegram
from tests.channels_app.kinds.telegram_updates import PERSON, TOKEN, message, post, update
from tests.channels_app.outgoing import drain, fresh
from tests.travel import Travel

pytestmark = pytest.mark.django_db
KIND = Telegram()
YES_NO = (Button("បាទ/ចាស", "yes"), Button("ទេ", "no"))


@pytest.fixture
def bot(db: None) -> Channel:
    return Channel.objects.create(
        kind="telegram",
        name="Telegram",
        address="@samleng_bot",
        config={"bot_token": TOKEN, "webhook_secret": telegram.SECRET},
    )


@pytest.fixture
def person(bot: Channel) -> Contact:
    return contacts.find_or_make(bot, str(PERSON))


@pytest.fixture
def api(settings: Settings) -> Iterator[Peer]:
    with json_peer.running(telegram.answers) as peer:
        settings.TELEGRAM_BASE_URL = peer.url
        yield peer
    calling.close()


def sending(**changes: Any) -> Sending:
    told = {"uuid": uuid4(), "address": str(PERSON), "body": "ជំរាបសួរ"}
    return Sending(**{"created_at": datetime(2026, 1, 1, tzinfo=UTC), **told, **changes})


def stored(bot: Channel, told: dict[str, Any]) -> InboundMessage:
    assert post(bot, told).status_code == 200
    return InboundMessage.objects.latest("pk")


def test_a_message_is_stored_once_however_often_it_comes(bot: Channel) -> None:
    told = update(message=message())
    assert [post(bot, told).status_code for _ in range(3)] == [200] * 3
    received = InboundMessage.objects.get()
    assert received.body == "ខ្ញុំមិនទាន់បានទទួលប្រាក់"
    assert received.sender == str(PERSON)
    assert received.provider_at == datetime.fromtimestamp(1770000000, UTC)
    assert not received.is_edit


def test_two_people_whose_numbers_look_like_one_telephone_stay_two(bot: Channel) -> None:
    for chat in (12345678, 85512345678):
        told = message() | {"chat": {"id": chat, "type": "private"}}
        post(bot, update(message=told))
    assert len(set(InboundMessage.objects.values_list("sender_hash", flat=True))) == 2


@pytest.mark.parametrize("secret", ["", "a_secret-of-the-tests2", "A_SECRET-OF-THE-TESTS", "é"])
def test_a_request_without_the_secret_is_refused(bot: Channel, secret: str) -> None:
    assert post(bot, update(message=message()), secret=secret).status_code == 403
    assert not InboundMessage.objects.exists()


def test_an_edit_finds_the_message_that_it_edits(bot: Channel) -> None:
    told = message(text="លុយមិនចូល")
    first = stored(bot, update(message=told))
    stored(bot, update(message=message()))
    edited = told | {"edit_date": 1770000300, "text": "លុយមិនចូល ខែនេះ"}
    again = stored(bot, update(edited_message=edited))
    assert again.is_edit
    assert again.body == "លុយមិនចូល ខែនេះ"
    assert inbox.edited(again) == first
    assert inbox.edited(first) is None
    twice = stored(bot, update(edited_message=edited | {"text": "លុយ"}))
    assert inbox.edited(twice) == first, "not of the edit before it"


def test_an_edit_never_finds_another_persons_message(bot: Channel) -> None:
    told = message()
    stored(bot, update(message=told | {"chat": {"id": 99, "type": "private"}}))
    assert inbox.edited(stored(bot, update(edited_message=told))) is None


def test_a_link_that_starts_us_brings_its_word_along(bot: Channel) -> None:
    received = stored(bot, update(message=message(text="/start commune-12")))
    assert (received.body, received.payload) == ("/start", "commune-12")
    assert stored(bot, update(message=message(text="/start"))).payload == ""


FILE = {"file_id": "AwACAgQAAx", "file_unique_id": "AgAD", "file_size": 1234}
PHOTO = [
    {"file_id": "small", "file_unique_id": "s", "width": 90, "height": 51, "file_size": 1101},
    {"file_id": "large", "file_unique_id": "l", "width": 1280, "height": 720, "file_size": 90000},
    {"file_id": "middle", "file_unique_id": "m", "width": 320, "height": 180, "file_size": 9000},
]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            {"voice": FILE | {"duration": 5, "mime_type": "audio/ogg"}},
            ("voice", "AwACAgQAAx", "audio/ogg"),
        ),
        (
            {"audio": FILE | {"duration": 5, "mime_type": "audio/mpeg"}},
            ("voice", "AwACAgQAAx", "audio/mpeg"),
        ),
        ({"photo": PHOTO}, ("photo", "large", "image/jpeg")),
        (
            {"document": FILE | {"mime_type": "application/pdf", "file_name": "a.pdf"}},
            ("file", "AwACAgQAAx", "application/pdf"),
        ),
        (
            {"document": FILE | {"mime_type": "image/png"}},
            ("photo", "AwACAgQAAx", "image/png"),
        ),
        ({"video_note": FILE | {"length": 240}}, ("video", "AwACAgQAAx", "")),
        (
            {"animation": FILE | {"mime_type": "video/mp4"}, "document": FILE},
            ("video", "AwACAgQAAx", "video/mp4"),
        ),
    ],
)
def test_what_came_with_a_message_waits_to_be_fetched(
    bot: Channel, content: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    received = stored(bot, update(message=message(caption="មើលនេះ", **content)))
    assert (received.body, received.media_count) == ("មើលនេះ", 1)
    file = InboundMedia.objects.get()
    assert (file.kind, file.reference, file.content_type) == expected
    assert (file.message, file.index, file.state) == (received, 0, "new")


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ({"sticker": {"file_id": "s", "emoji": "🙏"}}, "🙏"),
        ({"location": {"latitude": 11.55637, "longitude": 104.92821}}, "11.55637, 104.92821"),
        (
            {"contact": {"phone_number": "+85512345678", "first_name": "សុខ", "last_name": "ដារ៉ា"}},
            "សុខ ដារ៉ា\n+85512345678",
        ),
        ({"text": "a\x00b"}, "a\ufffdb"),
        ({"text": "a\ud83d"}, "a\ufffd"),
        ({"something_new": {"a": 1}}, ""),
        ({"text": 12}, ""),
    ],
)
def test_whatever_else_is_sent_is_kept_in_words(
    bot: Channel, content: dict[str, Any], body: str
) -> None:
    received = stored(bot, update(message=message(**content)))
    assert (received.body, received.media_count) == (body, 0)


def test_a_pressed_button_is_its_label_and_its_payload_and_comes_to_rest(bot: Channel) -> None:
    answer = post(bot, telegram.pressed("no"))
    assert answer.json() == {
        "method": "answerCallbackQuery",
        "callback_query_id": "4382bfdwdsb323b2d9",
    }
    received = InboundMessage.objects.get()
    assert (received.body, received.payload) == ("ទេ", "no")


def test_a_button_under_a_message_that_is_too_old_is_its_payload(bot: Channel) -> None:
    old = {"message_id": 7, "date": 0, "chat": {"id": PERSON, "type": "private"}}
    received = stored(bot, telegram.pressed("no", message=old))
    assert (received.body, received.payload) == ("no", "no")


@pytest.mark.parametrize(
    "told",
    [
        update(message=message() | {"chat": {"id": -100123, "type": "supergroup", "title": "x"}}),
        update(edited_message=message() | {"chat": {"id": -5, "type": "group"}}),
        update(channel_post=message()),
        update(message=message(pinned_message={"message_id": 1})),
        update(my_chat_member={"chat": {"id": -5, "type": "group"}}),
        update(poll={"id": "1"}),
        update(message=None),
    ],
)
def test_what_concerns_nobody_is_taken_and_let_go(bot: Channel, told: dict[str, Any]) -> None:
    assert post(bot, told).status_code == 200
    assert not InboundMessage.objects.exists()
    assert not Contact.objects.exists()


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"update_id": "1"}', b"[" * 100_000])
def test_what_is_no_update_is_malformed(bot: Channel, body: bytes) -> None:
    assert post(bot, body).status_code == 400


def test_who_blocks_us_is_not_written_to_until_they_let_us_in_again(bot: Channel) -> None:
    blocked = telegram.membership("kicked")
    post(bot, blocked)
    person = contacts.find_or_make(bot, str(PERSON))
    assert person.stopped_at is not None
    post(bot, telegram.membership("member"))
    person.refresh_from_db()
    assert person.stopped_at is None
    post(bot, blocked)
    person.refresh_from_db()
    assert person.stopped_at is None, "the old news came a second time"


def test_a_text_is_sent_with_its_buttons(bot: Channel, person: Contact, api: Peer) -> None:
    (queued,) = outbox.queue(person, "ដោះស្រាយហើយឬនៅ?", purpose="question", buttons=YES_NO)
    drain()
    assert fresh(queued).state == "accepted"
    assert queued.parts == 1
    (asked,) = api.taken
    assert asked["chat_id"] == PERSON
    assert asked["text"] == "ដោះស្រាយហើយឬនៅ?"
    assert asked["reply_markup"]["inline_keyboard"] == [
        [{"text": "បាទ/ចាស", "callback_data": "yes"}],
        [{"text": "ទេ", "callback_data": "no"}],
    ]
    assert str(PERSON) not in fresh(queued).provider_id


def test_a_payload_that_telegram_does_not_take_becomes_a_numbered_line(person: Contact) -> None:
    long = (Button("ស្រុក", "x" * 65),)
    (queued,) = outbox.queue(person, "ស្រុកណា?", purpose="question", buttons=long)
    assert (queued.body, queued.buttons) == ("ស្រុកណា?\n១ ស្រុក", "")


def test_a_long_text_leaves_in_pieces_that_telegram_takes(person: Contact, api: Peer) -> None:
    text = "ខ្ញុំមិនទាន់បានទទួលប្រាក់។ " * 400
    outbox.queue(person, text, purpose="reply")
    drain()
    assert "".join(asked["text"] for asked in api.taken) == text
    assert all(len(asked["text"]) <= 4096 for asked in api.taken)


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (telegram.error(429, "Too Many Requests", retry_after=7), Retry("429", 7.0)),
        (
            telegram.error(403, "Forbidden: bot was blocked by the user"),
            Rejected("403-blocked", "the person has blocked us", stopped=True),
        ),
        (
            telegram.error(403, "Forbidden: user is deactivated"),
            Rejected("403-deactivated", "the account is closed", stopped=True),
        ),
        (
            telegram.error(403, "Forbidden: bot can't initiate conversation with a user"),
            Rejected("403-not-started", "the person never wrote to us"),
        ),
        (
            telegram.error(400, "Bad Request: chat not found"),
            Rejected("400-no-chat", "there is no such chat"),
        ),
        (
            telegram.error(400, "Bad Request: message is too long"),
            Rejected("400-too-long", "the text is above 4,096 characters"),
        ),
        (telegram.error(400, "Bad Request: 8551234567"), Rejected("400", "refused by Telegram")),
        (telegram.error(401, "Unauthorized"), Retry("401")),
        (telegram.error(500, "Internal Server Error"), Unknown("500")),
        (Reply(502, b"<html>"), Unknown("502")),
        (Reply(200, b"<html>"), Unknown("200")),
        (Reply(200, {"ok": True, "result": {}}), Unknown("an answer without an id")),
    ],
)
def test_each_answer_has_its_meaning(bot: Channel, api: Peer, reply: Reply, outcome: Sent) -> None:
    api.script.append(reply)
    assert KIND.send(bot, sending()) == outcome


def test_a_line_that_breaks_after_the_text_left_is_not_tried_again(
    person: Contact, api: Peer, travel: Travel
) -> None:
    api.script.append(ACCEPT_THEN_HANG_UP)
    (queued,) = outbox.queue(person, "ជំរាបសួរ", purpose="reply")
    drain()
    assert fresh(queued).state == "unknown"
    for _ in range(8):
        travel.forward(hours=4)
        drain()
    assert (fresh(queued).state, fresh(queued).error_code) == ("failed", "unknown")
    assert len(api.taken) == 1


def test_a_line_that_cannot_be_opened_is_tried_again(bot: Channel, api: Peer) -> None:
    api.shutdown()
    api.server_close()
    assert KIND.send(bot, sending()) == Retry("ConnectError")


def test_a_person_who_blocked_us_counts_as_stopped(person: Contact, api: Peer) -> None:
    api.script.append(telegram.error(403, "Forbidden: bot was blocked by the user"))
    (queued,) = outbox.queue(person, "ជំរាបសួរ", purpose="reply")
    drain()
    assert (fresh(queued).state, fresh(queued).error_code) == ("failed", "403-blocked")
    person.refresh_from_db()
    assert person.stopped_at is not None


def test_neither_token_nor_chat_stands_in_a_log_line(
    bot: Channel, api: Peer, caplog: pytest.LogCaptureFixture
) -> None:
    api.script.extend([HANG_UP, telegram.error(404, "Not Found")])
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("httpx").info("a line that must not be shown")
        for _ in range(3):
            KIND.send(bot, sending())
        KIND.media(bot, "AwAC")
    assert TOKEN not in caplog.text
    assert str(PERSON) not in caplog.text
    assert "must not be shown" not in caplog.text


def test_groups_and_channels_are_never_written_to(bot: Channel) -> None:
    assert KIND.reaches(bot, str(PERSON))
    assert not any(KIND.reaches(bot, address) for address in ("-100123", "@name", "0", "១២", ""))


def test_an_administrator_opens_the_bot_and_sets_its_webhook(
    api: Peer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", telegram.SECRET)
    call_command("make_channel", "--kind=telegram", "--name=Bot", "--address=@samleng_bot")
    hook = f"https://samleng.example/hooks/telegram/{Channel.objects.get().uuid}/"
    call_command("telegram_webhook", "--name=Bot")
    assert "not ours" in capsys.readouterr().out
    call_command("telegram_webhook", "--name=Bot", "--set")
    (entered,) = api.taken
    assert (entered["url"], entered["secret_token"]) == (hook, telegram.SECRET)
    assert entered["allowed_updates"] == [
        "message", "edited_message", "callback_query", "my_chat_member",
    ]  # fmt: skip
    printed = capsys.readouterr().out
    assert hook in printed
    assert "It is ours." in printed
    assert TOKEN not in printed
    assert telegram.SECRET not in printed


def test_a_refused_webhook_says_why_and_not_the_token(bot: Channel, api: Peer) -> None:
    api.script.append(telegram.error(400, f"Bad Request: bad webhook for {TOKEN}"))
    with pytest.raises(CommandError, match="bad webhook") as refused:
        call_command("telegram_webhook", "--name=Telegram", "--set")
    assert TOKEN not in str(refused.value)


def test_a_secret_that_telegram_refuses_is_refused_here() -> None:
    assert KIND.faults_in({"bot_token": "x", "webhook_secret": "a b"})
