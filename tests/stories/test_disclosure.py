"""What must not be seen: a disclosure of violence, sent from a phone that others may hold."""

import pytest
from django.db import connection

from cases.models import Case
from cases.reference import display
from channels_app.models import InboundMessage
from tests.channels_app.twilio_peer import Peer
from tests.stories.site import Site, eventually
from workflows.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+85512000066"
WORDS = "ប្តីខ្ញុំវាយខ្ញុំរាល់យប់ ខ្ញុំខ្លាចណាស់"


@pytest.fixture
def everybody_else(
    integrity_point: Officer,
    officer: Officer,
    supervisor: Officer,
    monitor: Officer,
    administrator: Officer,
) -> list[Officer]:
    """Those who may not know, the focal point for another matter among them."""
    return [integrity_point, officer, supervisor, monitor, administrator]


def test_a_disclosure_by_text_is_seen_by_the_focal_point_alone(
    site: Site,
    peer: Peer,
    focal_point: Officer,
    everybody_else: list[Officer],
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert site.text(PHONE, WORDS).status_code == 200
    case = eventually(lambda: Case.objects.filter(state="assigned").first())
    eventually(lambda: InboundMessage.objects.filter(state="done").exists())
    page = f"/cases/{case.reference}/"

    # The focal point sees it, with its words.
    assert case.is_sensitive
    focal = site.sign_in("focal_point")
    assert display(case.reference) in focal.page("/")
    assert WORDS in focal.page(page)

    # To everybody else it does not exist: not in a list, not in a search, not by its address.
    for name in [officer.username for officer in everybody_else]:
        other = site.sign_in(name)
        assert other.status(page) == 404, name
        for place in ("/", f"/find/?q={case.reference}", f"/find/?q={PHONE[1:]}"):
            answer = other.client.get(place)
            assert display(case.reference) not in answer.text, (name, place)
            assert page not in answer.text, (name, place)
    assert "SAFE" not in site.sign_in("monitor").page("/monitor/figures.csv")

    # Its words stand nowhere in the database or in a log, and the phone stays silent.
    assert _tables_with(WORDS) == []
    assert _tables_with(PHONE) == []
    said = "".join(capfd.readouterr())
    assert WORDS not in said
    assert PHONE not in said
    assert peer.texts == []


def _tables_with(words: str) -> list[str]:
    """Every table in which some column of some row holds these words in the clear."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            quoted = connection.ops.quote_name(table)
            cursor.execute(
                f"SELECT EXISTS (SELECT FROM {quoted} line WHERE line::text LIKE %s)",
                [f"%{words}%"],
            )
            if cursor.fetchone() == (True,):
                found.append(table)
    return found
