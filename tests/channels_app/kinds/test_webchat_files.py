"""A picture and a voice note from the browser become evidence, once, looked at by their bytes."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from channels_app import collecting
from channels_app.evidence import LARGEST_FILE, InboundMedia
from channels_app.kinds.webchat import limits
from channels_app.models import Channel, InboundMessage

pytestmark = pytest.mark.django_db
JPEG = b"\xff\xd8\xff\xe0" + b"x" * 500
WEBM = b"\x1a\x45\xdf\xa3" + b"x" * 500


@pytest.fixture
def chat(db: None, monkeypatch: pytest.MonkeyPatch) -> Channel:
    # A slow machine must not fill the buckets again.
    monkeypatch.setattr(limits, "moment_s", lambda: 1000.0)
    for bucket in limits.ALL:
        bucket.forget()
    return Channel.objects.create(kind="webchat", name="Chat", address="chat")


def begin(chat: Channel) -> str:
    body = Client().post(f"/chat/{chat.uuid}/talk", "{}", content_type="application/json").content
    return str(json.loads(body)["token"])


def upload(chat: Channel, token: str, content: bytes, **changes: Any) -> Any:
    form = {"token": token, "id": str(uuid4()), "kind": "photo"} | changes
    form.setdefault("file", SimpleUploadedFile("../../x.exe", content))
    headers = form.pop("headers", {})
    return Client().post(f"/chat/{chat.uuid}/file", form, headers=headers)


@pytest.mark.parametrize(
    ("kind", "content", "found"), [("photo", JPEG, "image/jpeg"), ("voice", WEBM, "audio/webm")]
)
def test_a_file_is_kept_once_and_looked_at(
    chat: Channel, kind: str, content: bytes, found: str
) -> None:
    token, one = begin(chat), str(uuid4())
    for _ in range(2):
        answer = upload(chat, token, content, id=one, kind=kind)
        assert json.loads(answer.content) == {"kept": [one]}
    assert InboundMessage.objects.get().media_count == 1
    while collecting.run_once():
        pass
    file = InboundMedia.objects.get()
    assert (file.state, file.kind, file.content_type) == ("fetched", kind, found)
    assert bytes(file.content or b"") == content


def test_what_is_no_picture_is_refused_later_and_the_message_stays(chat: Channel) -> None:
    assert upload(chat, begin(chat), b"<svg onload=alert(1)>").status_code == 200
    while collecting.run_once():
        pass
    file = InboundMedia.objects.get()
    assert (file.state, file.content) == ("refused", None)


def test_forged_large_wrong_and_many_files_are_refused_at_the_door(chat: Channel) -> None:
    token = begin(chat)
    assert upload(chat, token + "x", JPEG).status_code == 403
    assert upload(chat, token, JPEG + b"x" * LARGEST_FILE).status_code == 413
    assert upload(chat, token, b"").status_code == 400
    assert upload(chat, token, JPEG, kind="video").status_code == 400
    assert upload(chat, token, JPEG, id="1").status_code == 400
    assert upload(chat, token, JPEG, file="no file").status_code == 400
    assert upload(chat, token, JPEG, headers={"Origin": "https://x.example"}).status_code == 403
    assert not InboundMessage.objects.exists()
    answers = [upload(chat, token, JPEG).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]
