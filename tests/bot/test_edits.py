"""A message that its sender changed afterwards: other words in the place of the first ones."""

from itertools import count

import pytest

from bot.worker import run_once
from cases.models import Case, ThreadMessage
from channels_app import inbox
from channels_app.kind import Received
from channels_app.models import Channel, InboundMessage

pytestmark = pytest.mark.django_db
NUMBERS = count(1)
SENDER = "+85512000321"


def write(channel: Channel, words: str, *, ref: str, is_edit: bool = False) -> InboundMessage:
    arrived = Received(f"ED{next(NUMBERS)}", SENDER, words, ref=ref, is_edit=is_edit)
    stored = inbox.store(channel, arrived)
    assert stored is not None
    run_once()
    return InboundMessage.objects.get(pk=stored.pk)


def place_of(message: InboundMessage) -> Case | None:
    return ThreadMessage.objects.get(inbound=message).case


def test_an_edit_goes_where_its_message_went_and_opens_nothing(channel: Channel) -> None:
    first = write(channel, "លុយខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ", ref="7")
    edit = write(channel, "លុយខ្ញុំមិនទាន់ចូលទេ ៣ខែហើយ", ref="7", is_edit=True)
    assert place_of(edit) == place_of(first) == Case.objects.get()


def test_an_edit_of_what_came_to_nothing_is_heard(channel: Channel) -> None:
    write(channel, "hello", ref="8")
    edit = write(channel, "លុយខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ", ref="8", is_edit=True)
    assert place_of(edit) == Case.objects.get()


def test_a_disclosure_in_an_edit_is_sealed(channel: Channel) -> None:
    write(channel, "លុយខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ", ref="9")
    edit = write(channel, "my husband beats me every night", ref="9", is_edit=True)
    place = place_of(edit)
    assert place is not None
    assert place.is_sensitive
