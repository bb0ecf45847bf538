"""Voice notes and pictures: for who may see the case, and unable to do anything to them."""

from collections.abc import Callable

import pytest
import structlog
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Case
from cases.services.guarding import mark_sensitive
from channels_app.evidence import InboundMedia
from channels_app.models import InboundMessage
from tests.cases.conftest import press
from tests.cases.evidence import sent_along
from tests.channels_app import samples
from workflows.models import Officer

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


@pytest.fixture
def voice(case: Case) -> InboundMedia:
    return sent_along(case, samples.silence(), kind="voice")


def url_of(file: InboundMedia, case: Case) -> str:
    return f"/cases/{case.reference}/files/{file.pk}/"


def test_a_voice_note_is_handed_out_so_that_it_can_only_be_heard(
    case: Case, voice: InboundMedia, officer: Officer, signed_in: SignIn
) -> None:
    answer = signed_in(officer).get(url_of(voice, case))
    assert (answer.status_code, answer.content) == (200, samples.silence())
    assert answer["Content-Type"] == "audio/mpeg"
    assert answer["Content-Disposition"].startswith("inline; filename=")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert answer["Accept-Ranges"] == "bytes"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ("bytes=0-9", 206, "bytes 0-9/1000"),
        ("bytes=990-", 206, "bytes 990-999/1000"),
        ("bytes=-10", 206, "bytes 990-999/1000"),
        ("bytes=-5000", 206, "bytes 0-999/1000"),
        ("bytes=5-5000", 206, "bytes 5-999/1000"),
        ("bytes=1000-", 416, "bytes */1000"),
        ("bytes=9-3", 416, "bytes */1000"),
        ("bytes=-0", 416, "bytes */1000"),
        ("bytes=0-1,4-5", 200, ""),
        ("bytes=-", 200, ""),
        ("lines=1-2", 200, ""),
    ],
)
def test_a_player_may_seek(
    case: Case, officer: Officer, signed_in: SignIn, asked: str, status: int, said: str
) -> None:
    content = samples.JPEG + bytes(range(256)) * 4
    file = sent_along(case, content[:1000])
    answer = signed_in(officer).get(url_of(file, case), headers={"Range": asked})
    assert (answer.status_code, answer.get("Content-Range", "")) == (status, said)
    if status == 206:
        first, last = (int(end) for end in said.split()[1].split("/", maxsplit=1)[0].split("-"))
        assert answer.content == content[first : last + 1]
        assert answer["Content-Length"] == str(last + 1 - first)


@pytest.mark.parametrize(
    ("content", "query", "how"),
    [
        (samples.png(), "", "inline"),
        (samples.png(), "?download=1", "attachment"),
        (samples.MP4, "", "inline"),
        (samples.PDF, "", "attachment"),
    ],
)
def test_what_a_browser_cannot_show_safely_is_saved(
    case: Case, officer: Officer, signed_in: SignIn, content: bytes, query: str, how: str
) -> None:
    file = sent_along(case, content)
    answer = signed_in(officer).get(url_of(file, case) + query)
    assert answer["Content-Disposition"].startswith(f"{how}; filename=")


def test_the_files_of_a_restricted_case_are_the_focal_points_alone(
    case: Case, voice: InboundMedia, officer: Officer, focal_point: Officer, signed_in: SignIn
) -> None:
    other = signed_in(officer).get(url_of(voice, case))
    assert other.status_code == 200
    mark_sensitive(case, reason="x", by=officer, **press(case))
    case.refresh_from_db()
    Case.objects.filter(pk=case.pk).update(office=focal_point.office)
    assert signed_in(officer).get(url_of(voice, case)).status_code == 404
    assert signed_in(focal_point).get(url_of(voice, case)).status_code == 200


def test_a_file_is_not_found_under_another_case(
    case: Case,
    voice: InboundMedia,
    missed_payment: Callable[..., Case],
    officer: Officer,
    signed_in: SignIn,
) -> None:
    other = missed_payment(narrative="ផ្សេង")
    assert signed_in(officer).get(url_of(voice, other)).status_code == 404


def test_a_file_that_is_not_here_yet_is_not_found_and_the_page_says_so(
    case: Case, officer: Officer, signed_in: SignIn
) -> None:
    file = sent_along(case, None, kind="voice")
    client = signed_in(officer)
    assert client.get(url_of(file, case)).status_code == 404
    page = client.get(f"/cases/{case.reference}/").content.decode()
    assert "voice: being fetched" in page
    assert "<audio" not in page


def test_nothing_but_looking_is_possible(
    case: Case, voice: InboundMedia, officer: Officer, signed_in: SignIn
) -> None:
    assert signed_in(officer).post(url_of(voice, case)).status_code == 405
    assert signed_in(officer).head(url_of(voice, case)).content == b""


def test_each_look_is_a_line_in_the_log_and_not_each_piece(
    case: Case, voice: InboundMedia, officer: Officer, signed_in: SignIn
) -> None:
    client = signed_in(officer)
    with structlog.testing.capture_logs() as lines:
        client.get(url_of(voice, case), headers={"Range": "bytes=0-"})
        client.get(url_of(voice, case), headers={"Range": "bytes=900-"})
    looks = [line for line in lines if line["event"] == "evidence_opened"]
    assert [(look["officer_id"], look["case_id"]) for look in looks] == [(officer.pk, case.pk)]


def test_the_page_reads_no_file_itself(
    case: Case, voice: InboundMedia, officer: Officer, signed_in: SignIn
) -> None:
    client = signed_in(officer)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/cases/{case.reference}/")
    asked = [query["sql"] for query in queries if "channels_app_inboundmedia" in query["sql"]]
    assert len(asked) == 1
    assert '"content"' not in asked[0]


def test_an_edit_is_marked(case: Case, officer: Officer, signed_in: SignIn) -> None:
    assert "changed an earlier message" not in (
        signed_in(officer).get(f"/cases/{case.reference}/").content.decode()
    )
    file = sent_along(case, None, words="ពាក្យថ្មី", edit=True)
    assert InboundMessage.objects.get(pk=file.message_id).is_edit
    page = signed_in(officer).get(f"/cases/{case.reference}/").content.decode()
    assert "The person changed an earlier message" in page
