"""What providers may post to us, and what they may not."""

from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client
from twilio.request_validator import RequestValidator

from channels_app import inbox, views
from channels_app.models import Channel, Contact, InboundMessage
from tests.channels_app.twilio_webhooks import (
    OTHER_TOKEN,
    PHONE,
    TOKEN,
    path_of,
    post,
    post_raw,
    sid,
    text_message,
)

pytestmark = pytest.mark.django_db


def handle_all() -> list[InboundMessage]:
    """Let a worker without an opinion empty the inbox."""
    seen: list[InboundMessage] = []
    while inbox.process_batch(seen.append):
        pass
    return seen


def test_a_signed_text_is_stored_and_answered_with_nothing_to_say(sms: Channel) -> None:
    answer = post(sms, text_message(MessageSid="SM1", Body="ជំរាបសួរ"))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/xml")
    assert answer.content.endswith(b"<Response/>")
    stored = InboundMessage.objects.get()
    assert (stored.provider_id, stored.sender, stored.body, stored.state) == (
        "SM1",
        PHONE,
        "ជំរាបសួរ",
        "new",
    )
    assert stored.raw["ToCountry"] == "KH"


def test_a_replay_is_answered_but_stored_once(sms: Channel) -> None:
    fields = text_message()
    assert [post(sms, fields).status_code for _ in range(3)] == [200, 200, 200]
    assert InboundMessage.objects.count() == 1


def test_a_forged_request_leaves_no_trace(sms: Channel) -> None:
    fields = text_message()
    assert post(sms, fields, token="somebody-else").status_code == 403
    assert post_raw(path_of(sms), urlencode(fields).encode(), "").status_code == 403
    assert post_raw(path_of(sms), urlencode(fields).encode(), "é" * 28).status_code == 403
    assert not InboundMessage.objects.exists()


@pytest.mark.parametrize(
    "alter",
    [
        lambda fields: fields | {"Body": "another text"},
        lambda fields: fields | {"Extra": "1"},
        lambda fields: {name: fields[name] for name in fields if name != "To"},
        lambda fields: fields | {"Body": [fields["Body"], "and more"]},
    ],
)
def test_an_altered_request_is_refused(sms: Channel, alter: object) -> None:
    fields = text_message()
    url = settings.PUBLIC_BASE_URL + path_of(sms)
    signature = RequestValidator(TOKEN).compute_signature(url, fields)
    body = urlencode(alter(fields), doseq=True).encode()  # type: ignore[operator]
    assert post_raw(path_of(sms), body, signature).status_code == 403
    assert not InboundMessage.objects.exists()


def test_a_signature_for_another_address_is_refused(sms: Channel) -> None:
    fields, path = text_message(), path_of(sms)
    for url in (
        f"http://samleng.example{path}",
        f"https://elsewhere.example{path}",
        f"https://samleng.example{path}status/",
        f"https://samleng.example{path}?a=b",
    ):
        assert post(sms, fields, url=url).status_code == 403


def test_the_host_header_decides_nothing(sms: Channel) -> None:
    fields = text_message()
    signature = RequestValidator(TOKEN).compute_signature(
        f"http://testserver{path_of(sms)}", fields
    )
    assert post_raw(path_of(sms), urlencode(fields).encode(), signature).status_code == 403


def test_the_port_may_be_signed_or_not(sms: Channel) -> None:
    path = path_of(sms)
    assert post(sms, text_message(), url=f"https://samleng.example:443{path}").status_code == 200
    assert post(sms, text_message(), url=f"https://samleng.example{path}").status_code == 200


def test_both_tokens_live_while_one_replaces_the_other(sms: Channel) -> None:
    assert post(sms, text_message(), token=OTHER_TOKEN).status_code == 403
    sms.config = sms.config | {"other_auth_token": OTHER_TOKEN}
    sms.save(update_fields=["config"])
    assert post(sms, text_message(), token=OTHER_TOKEN).status_code == 200
    assert post(sms, text_message(), token=TOKEN).status_code == 200
    sms.config = {"account_sid": "ACtest", "auth_token": OTHER_TOKEN}
    sms.save(update_fields=["config"])
    assert post(sms, text_message(), token=TOKEN).status_code == 403


def test_a_channel_without_a_token_believes_nobody(sms: Channel) -> None:
    sms.config = {"account_sid": "ACtest", "auth_token": ""}
    sms.save(update_fields=["config"])
    assert post(sms, text_message(), token="").status_code == 403


def test_unknown_channels_wrong_kinds_and_closed_channels_look_the_same(sms: Channel) -> None:
    fields = text_message()
    answers = [
        post(sms, fields, path=f"/hooks/sms_twilio/{uuid4()}/"),
        post(sms, fields, path=f"/hooks/memory/{sms.uuid}/"),
        post(sms, fields, path=f"/hooks/pigeon/{sms.uuid}/"),
    ]
    sms.is_active = False
    sms.save(update_fields=["is_active"])
    answers.append(post(sms, fields))
    assert {(answer.status_code, answer.content) for answer in answers} == {(404, b"not found")}
    assert not InboundMessage.objects.exists()


def test_only_posts_are_heard(sms: Channel) -> None:
    assert Client().get(path_of(sms)).status_code == 405


def test_an_oversized_request_is_refused_before_it_is_read(sms: Channel) -> None:
    assert post(sms, text_message(Body="a" * views.LARGEST_BODY)).status_code == 413
    assert not InboundMessage.objects.exists()


def test_more_fields_than_any_provider_sends_are_refused(sms: Channel) -> None:
    assert post(sms, {f"f{n}": "" for n in range(500)}).status_code == 403


def test_a_genuine_request_without_an_id_is_malformed(sms: Channel) -> None:
    assert post(sms, {"From": PHONE, "Body": "hello"}).status_code == 400
    assert post(sms, text_message(MessageSid="S" * 101)).status_code == 400
    assert post(sms, {"MessageSid": "SM1"}, path=path_of(sms) + "status/").status_code == 400


def test_a_field_that_comes_twice_counts_once(sms: Channel) -> None:
    fields = text_message() | {"Body": ["first", "second"]}
    url = settings.PUBLIC_BASE_URL + path_of(sms)
    by_name = type("Fields", (dict,), {"getall": lambda self, name: self[name]})
    listed = by_name({k: v if isinstance(v, list) else [v] for k, v in fields.items()})
    signature = RequestValidator(TOKEN).compute_signature(url, listed)
    body = urlencode(fields, doseq=True).encode()
    assert post_raw(path_of(sms), body, signature).status_code == 200
    assert InboundMessage.objects.get().body == "first"


def test_nul_bytes_become_a_visible_mark(sms: Channel) -> None:
    assert post(sms, text_message(Body="no\x00thing", FromCity="a\x00")).status_code == 200
    assert InboundMessage.objects.get().body == "no\ufffdthing"


def test_bytes_outside_utf8_are_checked_as_they_came_and_stored_with_a_mark(sms: Channel) -> None:
    from channels_app.kinds.sms_twilio.signature import ExactValidator, fields_of

    body = urlencode(text_message(Body="")).encode().replace(b"&Body=", b"&Body=caf%E9%ff\xfe")
    url = settings.PUBLIC_BASE_URL + path_of(sms)
    signature = ExactValidator(TOKEN).compute_signature(url, fields_of(body))
    assert post_raw(path_of(sms), body, signature).status_code == 200
    assert InboundMessage.objects.get().body == "caf\ufffd\ufffd\ufffd"
    unsigned = post_raw(path_of(sms), body.replace(b"%ff", b"%fe"), signature)
    assert unsigned.status_code == 403


@pytest.mark.parametrize("body", ["", "🙏🏽👨‍👩‍👧‍👦", "ក" * 67 * 40, "1", "\U0010ffff\u200b\u202e"])
def test_every_text_a_person_may_send_is_kept_as_it_is(sms: Channel, body: str) -> None:
    assert post(sms, text_message(Body=body, NumMedia="99999")).status_code == 200
    assert InboundMessage.objects.get().body == body
    (handled,) = handle_all()
    assert handled.body == body


@pytest.mark.parametrize("number", ["+66812345678", "WING", "1293", "012 345 678", "០១២៣៤៥៦៧៨"])
def test_every_sender_is_one_contact(sms: Channel, number: str) -> None:
    for _ in range(2):
        assert post(sms, text_message(From=number)).status_code == 200
    first, second = handle_all()
    assert first.contact == second.contact
    assert Contact.objects.get().address == number


def test_one_number_in_several_spellings_is_one_contact(sms: Channel) -> None:
    for number in ("+85512345678", "012345678", "០១២ ៣៤៥ ៦៧៨"):
        post(sms, text_message(From=number))
    assert len({message.contact_id for message in handle_all()}) == 1


@pytest.mark.parametrize("number", ["", "Anonymous", " "])
def test_people_who_hide_their_number_never_meet(sms: Channel, number: str) -> None:
    for _ in range(2):
        assert post(sms, text_message(From=number)).status_code == 200
    first, second = handle_all()
    assert first.contact != second.contact


def test_the_database_down_asks_the_provider_to_come_again(
    sms: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OperationalError

    monkeypatch.setattr(inbox, "store", broken)
    assert post(sms, text_message()).status_code == 503


def test_nothing_of_a_message_reaches_the_log(
    sms: Channel, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        fields = text_message(Body="a secret story", MessageSid=sid())
        post(sms, fields)
        post(sms, fields)
        post(sms, fields, token="forged")
    assert "secret" not in caplog.text
    assert PHONE[1:] not in caplog.text
