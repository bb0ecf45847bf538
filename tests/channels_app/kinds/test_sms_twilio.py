"""SMS through Twilio's API: what we ask of it, and what we take its answers for."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from channels_app import outbox, registry
from channels_app.contacts import find_or_make
from channels_app.kind import Accepted, NotFound, Rejected, Retry, Sending, Unknown
from channels_app.kinds.sms_twilio import signature
from channels_app.models import Channel
from tests.channels_app.twilio_peer import ACCEPT_THEN_HANG_UP, HANG_UP, NONSENSE, Peer

KIND = registry.get("sms_twilio")
FORM = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.text(), max_size=8
)


def sending(**changes: Any) -> Sending:
    values = {
        "uuid": uuid4(),
        "address": "012345678",
        "body": "ជំរាបសួរ",
        "created_at": datetime(2020, 1, 1, tzinfo=UTC),
    }
    return Sending(**values | changes)  # type: ignore[arg-type]


def refusal(status: int, code: int | None, headers: Any = None) -> tuple[Any, ...]:
    said = {"code": code, "message": "about +85512345678", "status": status}
    return (status, said, headers)


def test_a_text_leaves_once_with_our_uuid_in_its_callback(
    sms_through_peer: Channel, peer: Peer
) -> None:
    message = sending()
    answer = KIND.send(sms_through_peer, message)
    assert answer == Accepted(peer.texts[0]["sid"])
    ((path, login, form),) = peer.requests
    assert path == "/2010-04-01/Accounts/ACtest/Messages.json"
    assert login == "ACtest:the-token-of-the-tests"
    callback = f"https://samleng.example/hooks/sms_twilio/{sms_through_peer.uuid}/status/"
    assert form == {
        "To": "+85512345678",
        "From": "+85510000000",
        "Body": "ជំរាបសួរ",
        "StatusCallback": f"{callback}?message={message.uuid}",
    }


def test_a_messaging_service_sends_where_there_is_one(
    sms_through_peer: Channel, peer: Peer
) -> None:
    sms_through_peer.config |= {"messaging_service_sid": "MGtest"}
    KIND.send(sms_through_peer, sending())
    ((_, _, form),) = peer.requests
    assert form["MessagingServiceSid"] == "MGtest"
    assert "From" not in form


def test_the_environment_may_name_the_provider(sms: Channel, peer: Peer, settings: Any) -> None:
    settings.TWILIO_BASE_URL = f"{peer.url}/"
    assert isinstance(KIND.send(sms, sending()), Accepted)


@pytest.mark.parametrize(
    ("order", "outcome"),
    [
        (refusal(429, 20429, {"Retry-After": "7"}), Retry("429", 7.0)),
        (refusal(429, 20429), Retry("429", None)),
        (refusal(429, 20429, {"Retry-After": "Sun, 22 Nov 2026 10:00:00 GMT"}), Retry("429")),
        (refusal(400, 21611), Retry("21611")),
        (refusal(503, None), Retry("503")),
        (refusal(500, None), Unknown("500")),
        ((502, "<html>bad gateway</html>", None), Unknown("502")),
        (refusal(401, 20003), Retry("20003")),
        (refusal(404, 20404), Retry("20404")),
        (
            refusal(400, 21610),
            Rejected("21610", "the person has stopped messages from this sender", True),
        ),
        (refusal(400, 21614), Rejected("21614", "not a mobile number")),
        (refusal(400, 21211), Rejected("21211", "not a phone number")),
        (refusal(403, 21408), Rejected("21408", "the account may not text this country")),
        (refusal(400, 99999), Rejected("99999", "Unable to create record: about …")),
        (HANG_UP, Unknown("RemoteProtocolError")),
        (ACCEPT_THEN_HANG_UP, Unknown("RemoteProtocolError")),
        (NONSENSE, Unknown("JSONDecodeError")),
    ],
)
def test_each_answer_is_try_again_never_or_unknown(
    sms_through_peer: Channel, peer: Peer, order: Any, outcome: object
) -> None:
    peer.script.append(order)
    assert KIND.send(sms_through_peer, sending()) == outcome


def test_a_provider_that_is_not_there_surely_has_nothing(sms: Channel) -> None:
    sms.config |= {"base_url": "http://127.0.0.1:9"}
    assert KIND.send(sms, sending()) == Retry("ConnectError")
    assert KIND.look_up(sms, sending()) == Unknown("NeverLeft")


def test_the_provider_is_asked_by_person_text_and_time(
    sms_through_peer: Channel, peer: Peer
) -> None:
    assert KIND.look_up(sms_through_peer, sending()) == NotFound()
    first, second = KIND.send(sms_through_peer, sending()), KIND.send(sms_through_peer, sending())
    assert isinstance(first, Accepted)
    assert isinstance(second, Accepted)
    known = frozenset({second.provider_id})
    assert KIND.look_up(sms_through_peer, sending(known_ids=known)) == first
    both = known | {first.provider_id}
    assert KIND.look_up(sms_through_peer, sending(known_ids=both)) == NotFound()
    assert KIND.look_up(sms_through_peer, sending(body="another")) == NotFound()
    assert KIND.look_up(sms_through_peer, sending(address="+85512000000")) == NotFound()
    later = datetime(2100, 1, 1, tzinfo=UTC)
    assert KIND.look_up(sms_through_peer, sending(created_at=later)) == NotFound()


@pytest.mark.parametrize("answer", [(500, {}), (429, {}), (200, "<html>"), (200, {"messages": 7})])
def test_a_question_without_an_answer_decides_nothing(
    sms_through_peer: Channel, peer: Peer, answer: Any
) -> None:
    peer.lists.append(answer)
    assert isinstance(KIND.look_up(sms_through_peer, sending()), Unknown)


def test_no_number_is_logged_when_the_provider_is_asked(
    sms_through_peer: Channel, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        KIND.send(sms_through_peer, sending())
        KIND.look_up(sms_through_peer, sending())
    assert "5512345678" not in caplog.text


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("+85512345678", "queued"),
        ("012 345 678", "queued"),
        ("០១២៣៤៥៦៧៨", "queued"),
        ("+66812345678", "suppressed"),
        ("+13125550100", "suppressed"),
        ("WING", "suppressed"),
        ("1293", "suppressed"),
        ("", "suppressed"),
    ],
)
def test_only_cambodian_numbers_are_texted_unless_the_channel_says_so(
    sms: Channel, address: str, state: str
) -> None:
    (message,) = outbox.queue(find_or_make(sms, address), "hi", purpose="reply")
    assert (message.state, message.error_code) == (
        state,
        "" if state == "queued" else "out-of-reach",
    )


def test_a_channel_may_text_other_countries(sms: Channel) -> None:
    sms.config |= {"send_to": "+855, +66"}
    assert KIND.reaches(sms, "+66812345678")
    assert not KIND.reaches(sms, "+13125550100")


@given(FORM)
def test_our_signature_is_twilios(form: dict[str, str]) -> None:
    fields = signature.Fields({name: [value] for name, value in form.items()})
    url = "https://samleng.example/hooks/?a=b"
    ours = signature.ExactValidator("t").compute_signature(url, fields)
    assert ours == RequestValidator("t").compute_signature(url, form)


@given(st.binary(max_size=300), st.text(max_size=30))
def test_no_bytes_break_the_door(body: bytes, given_signature: str) -> None:
    url = "https://samleng.example/hooks/"
    assert not signature.is_genuine(url, body, given_signature, tokens=["t"])
    right = signature.ExactValidator("t").compute_signature(url, signature.fields_of(body))
    assert signature.is_genuine(url, body, right, tokens=["u", "t"])
