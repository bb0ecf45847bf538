"""Evidence: told with the message, fetched later, looked at, and kept or not."""

import json
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django.fixtures import Settings

from channels_app import calling, collecting, inbox
from channels_app.evidence import LARGEST_FILE, MOST_FILES, InboundMedia
from channels_app.kind import Media, Received, Rejected
from channels_app.models import Channel, InboundMessage
from tests.channels_app import json_peer, samples
from tests.channels_app.json_peer import Peer, Reply
from tests.channels_app.kinds import telegram_updates as telegram
from tests.channels_app.kinds.telegram_updates import TOKEN, message, post, update
from tests.channels_app.twilio_webhooks import TOKEN as TWILIO_TOKEN
from tests.channels_app.twilio_webhooks import post as post_sms
from tests.channels_app.twilio_webhooks import text_message
from tests.travel import Travel

pytestmark = pytest.mark.django_db
VOICE = {"file_id": "note1", "file_size": 99, "duration": 3, "mime_type": "audio/ogg"}
PATH = f"/file/bot{TOKEN}/voice/note1.oga"


@pytest.fixture
def bot(db: None) -> Channel:
    config = {"bot_token": TOKEN, "webhook_secret": telegram.SECRET}
    return Channel.objects.create(kind="telegram", name="Bot", address="@b", config=config)


@pytest.fixture
def api(settings: Settings) -> Iterator[Peer]:
    with json_peer.running(telegram.answers) as peer:
        settings.TELEGRAM_BASE_URL = settings.TWILIO_BASE_URL = peer.url
        yield peer
    calling.close()


def received(bot: Channel) -> InboundMedia:
    assert post(bot, update(message=message(voice=VOICE))).status_code == 200
    return InboundMedia.objects.get()


def test_a_voice_note_is_fetched_and_lies_sealed_in_the_database(bot: Channel, api: Peer) -> None:
    api.files[PATH] = Reply(200, samples.OGG)
    file = received(bot)
    assert collecting.run_once() == 1
    file.refresh_from_db()
    assert (file.state, file.kind, file.content_type) == ("fetched", "voice", "audio/ogg")
    assert file.content == samples.OGG
    assert file.size == len(samples.OGG)
    assert len(file.sha256) == 64
    assert file.fetched_at is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT content, reference FROM channels_app_inboundmedia")
        content, reference = cursor.fetchone()
    assert b"OpusHead" not in bytes(content)
    assert "note1" not in reference
    assert collecting.run_once() == 0


def test_a_repeated_message_brings_its_files_once(bot: Channel) -> None:
    told = update(message=message(voice=VOICE))
    for _ in range(3):
        post(bot, told)
    assert InboundMedia.objects.count() == 1


def test_messages_and_files_of_many_are_stored_together(bot: Channel) -> None:
    arrivals = [
        (
            bot,
            Received(str(n), "1", "x", media=(Media("photo", f"{n}a"), Media("file", f"{n}b"))[:n]),
        )
        for n in range(3)
    ]
    assert inbox.store_all([*arrivals, arrivals[2]]) == 3
    assert inbox.store_all(arrivals) == 0
    kept = InboundMedia.objects.order_by("message__provider_id", "index")
    assert [file.reference for file in kept] == ["1a", "2a", "2b"]


def test_more_files_than_anybody_looks_at_are_counted_and_not_fetched(bot: Channel) -> None:
    files = tuple(Media("photo", str(n), size=2**40) for n in range(MOST_FILES + 5))
    inbox.store(bot, Received("1", "1", "", media=files, media_count=len(files)))
    assert InboundMedia.objects.count() == MOST_FILES
    assert InboundMessage.objects.get().media_count == MOST_FILES + 5


def test_what_is_no_file_that_we_open_is_refused_and_not_kept(bot: Channel, api: Peer) -> None:
    api.files[PATH] = Reply(200, samples.HTML, {"Content-Type": "audio/ogg"})
    file = received(bot)
    collecting.run_once()
    file.refresh_from_db()
    assert (file.state, file.last_error, file.content) == ("refused", "type", None)


LARGE = {"file_id": "x", "file_path": "a/b", "file_size": LARGEST_FILE + 1}


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, {"ok": True, "result": LARGE}),
        telegram.error(400, "Bad Request: file is too big"),
    ],
)
def test_a_file_that_is_too_large_is_refused_before_it_is_fetched(
    bot: Channel, api: Peer, reply: Reply
) -> None:
    file = received(bot)
    api.script.append(reply)
    collecting.run_once()
    file.refresh_from_db()
    assert (file.state, file.last_error) == ("refused", "too-large")
    assert len(api.asked) == 1


def test_a_path_that_climbs_is_not_asked_for(bot: Channel, api: Peer) -> None:
    received(bot)
    found = {"file_id": "x", "file_path": "../../bot/getMe"}
    api.script.append(Reply(200, {"ok": True, "result": found}))
    collecting.run_once()
    assert len(api.asked) == 1


def test_what_is_gone_is_gone(bot: Channel, api: Peer) -> None:
    file = received(bot)
    api.files[PATH] = Reply(404, b"")
    collecting.run_once()
    file.refresh_from_db()
    assert file.state == "gone"


def test_trouble_at_the_provider_is_tried_again_and_ends(
    bot: Channel, api: Peer, travel: Travel
) -> None:
    file = received(bot)
    api.files[PATH] = Reply(503, b"")
    collecting.run_once()
    assert collecting.run_once() == 0, "not at once"
    for _ in range(8):
        travel.forward(hours=4)
        collecting.run_once()
    file.refresh_from_db()
    assert (file.state, file.attempts, file.last_error) == ("failed", 6, "503")


def test_a_worker_that_dies_leaves_a_file_that_is_tried_again(
    bot: Channel, api: Peer, travel: Travel
) -> None:
    api.files[PATH] = Reply(200, samples.OGG)
    file = received(bot)
    assert len(collecting._claim(4)) == 1
    assert collecting.run_once() == 0, "it is another worker's"
    travel.forward(minutes=2)
    assert collecting.run_once() == 1
    file.refresh_from_db()
    assert file.state == "fetched"


def test_a_worker_that_lost_its_lease_writes_nothing(bot: Channel, travel: Travel) -> None:
    file = received(bot)
    ((late, _),) = collecting._claim(4)
    travel.forward(minutes=2)
    collecting._claim(4)
    collecting._record(late, Rejected("gone"))
    file.refresh_from_db()
    assert (file.state, file.attempts) == ("new", 2)


def test_a_closed_channels_files_wait(bot: Channel, api: Peer) -> None:
    received(bot)
    Channel.objects.update(is_active=False)
    assert collecting.run_once() == 0


def test_a_kind_that_breaks_costs_no_other_file(
    bot: Channel, api: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = received(bot)

    def broken(*_: object) -> None:
        raise KeyError

    monkeypatch.setattr("channels_app.kinds.telegram.api.download", broken)
    collecting.run_once()
    file.refresh_from_db()
    assert (file.state, file.last_error) == ("new", "KeyError")


def test_a_file_cannot_be_deleted_nor_called_fetched_without_its_content(bot: Channel) -> None:
    file = received(bot)
    with pytest.raises(DatabaseError), transaction.atomic():
        file.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        InboundMedia.objects.update(state="fetched")


def test_a_picture_by_mms_is_fetched_with_the_accounts_login(sms: Channel, api: Peer) -> None:
    url = f"{api.url}/2010-04-01/Accounts/ACtest/Messages/MM1/Media/ME1"
    pictures = {"NumMedia": "2", "MediaUrl0": url, "MediaContentType0": "image/jpeg"}
    more = {"MediaUrl1": "https://127.0.0.1/", "MediaContentType1": "image/jpeg"}
    api.files["/2010-04-01/Accounts/ACtest/Messages/MM1/Media/ME1"] = Reply(200, samples.JPEG)
    assert post_sms(sms, text_message(**pictures, **more)).status_code == 200
    assert collecting.run_once() == 2
    first, second = InboundMedia.objects.order_by("index")
    assert (first.state, first.kind, first.content) == ("fetched", "photo", samples.JPEG)
    assert (second.state, second.last_error) == ("refused", "host")
    (asked,) = api.asked
    assert asked[2]["authorization"].startswith("Basic ")
    assert TWILIO_TOKEN not in json.dumps(asked[1])
