"""A bot and a page."""

import pytest

from channels_app.models import Channel
from tests.channels_app.kinds import messenger_batches, telegram_updates


@pytest.fixture
def bot(db: None) -> Channel:
    config = {"bot_token": telegram_updates.TOKEN, "webhook_secret": telegram_updates.SECRET}
    return Channel.objects.create(
        kind="telegram", name="Telegram", address="@samleng_bot", config=config
    )


@pytest.fixture
def page(db: None) -> Channel:
    return Channel.objects.create(
        kind="messenger",
        name="Page",
        address=messenger_batches.PAGE,
        config={
            "page_id": messenger_batches.PAGE,
            "page_access_token": messenger_batches.TOKEN,
            "app_secret": messenger_batches.SECRET,
            "other_app_secret": messenger_batches.OTHER_SECRET,
            "verify_token": messenger_batches.WORD,
        },
    )
