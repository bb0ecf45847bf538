"""The dialogue cannot be asked: what is clear is done, and a person does the rest."""

import pytest

from bot import engine
from bot.dialogue.errors import DialogueUnavailable
from bot.dialogue.interface import Answer
from cases.models import Case
from cases.texts import render
from channels_app.models import Contact, InboundMessage
from tests.bot.conftest import Texts

pytestmark = pytest.mark.django_db


class Away:
    """A Rasa server that does not answer."""

    def turn(self, *_args: object, **_kwargs: object) -> None:
        raise DialogueUnavailable

    def restart(self, _sender: str) -> None:
        raise DialogueUnavailable


@pytest.fixture(autouse=True)
def _away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "dialogue", Away)


def test_a_matter_still_becomes_a_case(texts: Texts) -> None:
    said = texts("លុយខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ")
    assert str(Case.objects.get()) in said[0]
    assert InboundMessage.objects.get().state == "done"


def test_stop_still_stops(texts: Texts) -> None:
    assert texts("ឈប់") == [render("stop_done", "km")]
    assert Contact.objects.get().stopped_at is not None
    assert not Case.objects.exists()


@pytest.mark.parametrize("reply", [(), (Answer(custom={"do": "no_such_verb"}),)])
def test_a_reply_that_says_nothing_loses_no_complaint(
    texts: Texts, monkeypatch: pytest.MonkeyPatch, reply: tuple[Answer, ...]
) -> None:
    monkeypatch.setattr(Away, "restart", lambda _self, _sender: None)
    monkeypatch.setattr(Away, "turn", lambda _self, *_args, **_kwargs: reply)
    texts("លុយខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ")
    assert Case.objects.get().category is not None
    assert InboundMessage.objects.get().last_error == ""
