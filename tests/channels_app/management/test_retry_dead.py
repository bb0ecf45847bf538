"""Messages that gave up are counted by cause, and handled again once somebody says so."""

import pytest
from django.core.management import call_command

from channels_app import inbox
from channels_app.kind import Received
from channels_app.models import Channel, InboundMessage

pytestmark = pytest.mark.django_db


@pytest.fixture
def dead(memory: Channel) -> InboundMessage:
    message = inbox.store(memory, Received("m1", "+85512345678", "a secret"))
    assert message
    InboundMessage.objects.update(state="dead", attempts=5, last_error="KeyError at engine.py:12")
    return message


def test_without_yes_it_only_counts(
    dead: InboundMessage, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("retry_dead")
    printed = capsys.readouterr().out
    assert "1  KeyError at engine.py:12" in printed
    assert "secret" not in printed
    assert "12345678" not in printed
    assert InboundMessage.objects.get().state == "dead"


def test_with_yes_they_are_handled_again(
    dead: InboundMessage, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("retry_dead", "--yes")
    assert "1 of 1" in capsys.readouterr().out
    handled: list[int] = []
    inbox.process_batch(lambda message: handled.append(message.pk))
    assert handled == [dead.pk]


def test_nothing_dead_is_said(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("retry_dead")
    assert "None is dead." in capsys.readouterr().out
