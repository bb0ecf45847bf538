"""The site that the stories happen on."""

from collections import Counter
from collections.abc import Iterator

import pytest

from channels_app import calling
from channels_app.models import Channel
from config.bench import processes
from tests.channels_app import twilio_peer
from tests.channels_app.twilio_peer import Peer
from tests.channels_app.twilio_webhooks import TOKEN
from tests.roles import PROVINCE
from tests.stories.site import Site
from workflows.models import Area


@pytest.fixture
def commune(db: None) -> Area:
    """A commune that one plain word names, as people write it."""
    communes = Area.objects.filter(level="commune")
    plain = communes.filter(code__startswith=PROVINCE, name_km__regex=r"^[\u1780-\u17d3]+$")
    names = Counter(Area.objects.values_list("folded_km", flat=True))
    return next(area for area in plain.order_by("code") if names[area.folded_km] == 1)


@pytest.fixture
def peer() -> Iterator[Peer]:
    """A provider of Twilio's shape, which keeps our texts."""
    with twilio_peer.running() as running:
        yield running
    calling.close()


@pytest.fixture
def site(process_environment: dict[str, str], peer: Peer) -> Iterator[Site]:
    """Serve the tests' database with the real processes."""
    sms = Channel.objects.create(
        kind="sms_twilio",
        name="SMS",
        address="+85510000000",
        config={"account_sid": "ACtest", "auth_token": TOKEN, "base_url": peer.url},
    )
    port = processes.free_port()
    url = f"http://127.0.0.1:{port}"
    with processes.running(port=port, environment=process_environment | {"PUBLIC_BASE_URL": url}):
        running = Site(url, sms)
        yield running
        for browser in running.browsers:
            browser.client.close()
