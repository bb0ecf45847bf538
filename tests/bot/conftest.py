"""Texting us, as the worker hears it."""

from collections.abc import Callable
from itertools import count

import pytest

from bot.worker import run_once
from channels_app import inbox
from channels_app.kind import Received
from channels_app.models import Channel, OutboundMessage
from tests.cases.conftest import accepted, case, missed_payment

__all__ = ["accepted", "case", "missed_payment"]

NUMBERS = count(1)
MOTHER = "+85512000001"

Texts = Callable[..., list[str]]


@pytest.fixture
def texts(channel: Channel) -> Texts:
    """Text us, and read what came back."""

    def send(body: str, *, sender: str = MOTHER, media: int = 0) -> list[str]:
        before = set(OutboundMessage.objects.values_list("pk", flat=True))
        event = Received(
            provider_id=f"SM{next(NUMBERS)}", sender=sender, body=body, media_count=media
        )
        assert inbox.store(channel, event) is not None
        run_once()
        replies = OutboundMessage.objects.exclude(pk__in=before).order_by("pk")
        return [reply.body for reply in replies.exclude(state="suppressed")]

    return send
