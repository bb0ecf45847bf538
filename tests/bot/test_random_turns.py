"""Whatever is said, in whatever order: no message is lost, and each has its one place."""

from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.models import Tracker
from bot.worker import run_once
from cases.models import ThreadMessage
from channels_app import inbox
from channels_app.kind import Received
from channels_app.models import Channel, InboundMessage, OutboundMessage

pytestmark = pytest.mark.django_db
NUMBERS = count(1)
KNOWN = st.sampled_from(
    ["1", "២", "6", "STOP", "START", "help", "status", "english", "ខ្មែរ", "yes", "no", "ទេ",
     "លុយខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ", "my ID poor card is lost", "ប្តីវាយខ្ញុំ", "am I on the list?",
     "5512348100", "12/03/1961", "ខ្ញុំចង់ដកបណ្តឹងវិញ", "not solved", "thank you", "hi bong",
     "talk to a human", "ភូមិថ្មី", "សុខ ចាន់ថា", "", "🙏", "´minTan;banluyeT", "delete my data"]
)  # fmt: skip
SOUP = st.binary(max_size=60).map(
    lambda raw: raw.decode("utf-8", "replace").replace("\x00", "\ufffd")
)
WORDS = st.one_of(KNOWN, KNOWN, SOUP, st.text(max_size=40))
TURNS = st.lists(st.tuples(WORDS, st.integers(0, 1).filter(lambda media: media < 2)), max_size=6)
# One text, or a few where a command must leave alone: never a flood.
MOST_IN_A_BATCH = 3


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(turns=TURNS)
def test_random_turns_lose_nothing(channel: Channel, turns: list[tuple[str, int]]) -> None:
    sender = f"+85512{next(NUMBERS):06d}"
    with transaction.atomic():
        for words, media in turns:
            _one_turn(channel, sender, words.replace("\x00", "\ufffd"), media)
        transaction.set_rollback(True)


def _one_turn(channel: Channel, sender: str, words: str, media: int) -> None:
    before = OutboundMessage.objects.count()
    arrived = Received(f"SM{next(NUMBERS)}", sender, words, media_count=media)
    stored = inbox.store(channel, arrived)
    assert stored is not None
    run_once()
    message = InboundMessage.objects.get(pk=stored.pk)
    assert (message.state, message.last_error) == ("done", "")
    assert ThreadMessage.objects.filter(inbound=message).count() == 1
    assert OutboundMessage.objects.count() - before <= MOST_IN_A_BATCH
    for tracker in Tracker.objects.all():
        assert isinstance(tracker.kept, dict)
