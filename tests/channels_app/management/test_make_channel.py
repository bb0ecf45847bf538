"""An administrator opens a channel without a secret on the command line."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from channels_app.models import Channel
from tests.channels_app.twilio_webhooks import post, text_message

pytestmark = pytest.mark.django_db
ARGUMENTS = ["make_channel", "--kind=sms_twilio", "--name=SMS", "--address=+85510000000"]


@pytest.fixture
def twilio_account(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("TWILIO_ACCOUNT_SID", "ACtest")
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "from-the-environment")
    return monkeypatch


def test_it_prints_the_address_that_the_provider_calls(
    twilio_account: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command(*ARGUMENTS)
    channel = Channel.objects.get()
    printed = capsys.readouterr().out
    assert f"https://samleng.example/hooks/sms_twilio/{channel.uuid}/status/" in printed
    assert "from-the-environment" not in printed
    assert post(channel, text_message(), token="from-the-environment").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT config FROM channels_app_channel")
        assert "from-the-environment" not in str(cursor.fetchone())


def test_a_second_call_changes_the_same_channel(twilio_account: pytest.MonkeyPatch) -> None:
    call_command(*ARGUMENTS, stdout=io.StringIO())
    twilio_account.delenv("TWILIO_AUTH_TOKEN")
    twilio_account.setenv("TWILIO_OTHER_AUTH_TOKEN", "next")
    call_command(*ARGUMENTS, "--off", stdout=io.StringIO())
    channel = Channel.objects.get()
    assert channel.config == {
        "account_sid": "ACtest",
        "auth_token": "from-the-environment",
        "other_auth_token": "next",
    }
    assert not channel.is_active


def test_settings_may_come_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"account_sid": "ACtest", "auth_token": "typed"}
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(given)))
    call_command(*ARGUMENTS, "--stdin", stdout=io.StringIO())
    assert Channel.objects.get().config == given


@pytest.mark.parametrize("said", ['{"auth_token": "t"}', '{"a": 1}', "[]", "no"])
def test_what_is_missing_or_unknown_is_said_and_nothing_is_made(
    monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(said))
    with pytest.raises(CommandError):
        call_command(*ARGUMENTS, "--stdin")
    assert not Channel.objects.exists()


def test_the_fake_is_for_trials_alone(settings: Any) -> None:
    settings.SAMLENG_TRIAL = False
    with pytest.raises(CommandError, match="sends to nobody"):
        call_command("make_channel", "--kind=memory", "--name=m", "--address=1")


def test_a_web_chat_prints_its_page_and_the_tag_for_other_sites(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chat = ["make_channel", "--kind=webchat", "--name=Chat", "--address=chat"]
    monkeypatch.setenv("WEBCHAT_ORIGINS", "https://ministry.example")
    call_command(*chat)
    page = f"https://samleng.example/chat/{Channel.objects.get().uuid}/"
    printed = capsys.readouterr().out
    assert page in printed
    assert f'<script src="{page}embed.js" async></script>' in printed
    for wrong in ("*", "ministry.example", "https://*.example", "https://a.example/path"):
        monkeypatch.setenv("WEBCHAT_ORIGINS", wrong)
        with pytest.raises(CommandError, match="origins"):
            call_command(*chat)
    assert Channel.objects.get().config == {"origins": "https://ministry.example"}
