"""Telegram: what it tells us, and what that becomes."""

from datetime import UTC, datetime
from typing import Any

import pytest

from channels_app import contacts, inbox
from channels_app.evidence import InboundMedia
from channels_app.kind import Button
from channels_app.kinds.telegram.kind import Telegram
from channels_app.models import Channel, Contact, InboundMessage
from tests.channels_app.kinds import telegram_updates as telegram
from tests.channels_app.kinds.telegram_updates import PERSON, message, post, update

pytestmark = pytest.mark.django_db
KIND = Telegram()
YES_NO = (Button("បាទ/ចាស", "yes"), Button("ទេ", "no"))


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
        update(message=message() | {"chat": {"id": 5, "type": "group"}}),
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

    def is_stopped() -> bool:
        return contacts.find_or_make(bot, str(PERSON)).stopped_at is not None

    post(bot, blocked)
    assert is_stopped()
    post(bot, telegram.membership("member"))
    assert not is_stopped()
    post(bot, blocked)
    assert not is_stopped(), "the old news came a second time"
