"""Telegram: what we send, and what the answers of its Bot API mean."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django.fixtures import Settings

from channels_app import calling, contacts, outbox
from channels_app.kind import Button, Rejected, Retry, Sending, Sent, Unknown
from channels_app.kinds.telegram.kind import Telegram
from channels_app.models import Channel, Contact
from tests.channels_app import json_peer
from tests.channels_app.json_peer import ACCEPT_THEN_HANG_UP, HANG_UP, Peer, Reply
from tests.channels_app.kinds import telegram_updates as telegram
from tests.channels_app.kinds.telegram_updates import PERSON, TOKEN
from tests.channels_app.outgoing import drain, fresh
from tests.travel import Travel

pytestmark = pytest.mark.django_db
KIND = Telegram()
YES_NO = (Button("បាទ/ចាស", "yes"), Button("ទេ", "no"))


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
