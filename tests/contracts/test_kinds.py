"""Every registered kind of channel keeps the contract of channels_app/kind.py."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels_app import registry
from channels_app.kind import Button, ChannelKind, Malformed, Received, Status, WireRequest
from channels_app.models import Channel, OutboundState
from tests.contracts import signers

KINDS = list(registry.KINDS.values())
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
bodies = st.binary(max_size=200) | st.text(max_size=100).map(str.encode)


def channel_of(kind: ChannelKind) -> Channel:
    config = {declared.name: "x" for declared in kind.config_fields if declared.is_required}
    return Channel(kind=kind.name, name="c", address="1000", config=config)


def request(kind: ChannelKind, channel: Channel, body: bytes, *, status: str = "") -> WireRequest:
    url = f"https://samleng.example/hooks/{kind.name}/{channel.uuid}/{status}"
    return WireRequest("POST", url, {}, body)


@every_kind
def test_it_is_registered_under_its_own_name(kind: ChannelKind) -> None:
    assert registry.get(kind.name) is kind
    assert kind.name.isascii()
    assert len(kind.name) <= 20


@every_kind
def test_it_declares_its_settings(kind: ChannelKind) -> None:
    names = [declared.name for declared in kind.config_fields]
    assert len(set(names)) == len(names)
    assert all(declared.help and declared.variable.isupper() for declared in kind.config_fields)
    required = [declared for declared in kind.config_fields if declared.is_required]
    assert len(kind.faults_in({})) == len(required)
    assert kind.faults_in({declared.name: "x" for declared in required}) == []
    assert kind.faults_in({declared.name: "x" for declared in required} | {"strange": "1"})
    for declared in kind.config_fields:
        if any(word in declared.name for word in ("token", "secret", "password", "key")):
            assert declared.is_secret


@every_kind
@settings(max_examples=30)
@given(body=bodies)
def test_it_believes_no_request_without_a_proof(kind: ChannelKind, body: bytes) -> None:
    channel = channel_of(kind)
    assert kind.verify(channel, request(kind, channel, body)) is False
    channel.config = {}
    assert kind.verify(channel, request(kind, channel, body)) is False


@every_kind
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(body=bodies, status=st.sampled_from(["", "status/", "status/?message=1"]))
def test_it_reads_any_bytes_or_calls_them_malformed(
    kind: ChannelKind, body: bytes, status: str
) -> None:
    channel = channel_of(kind)
    try:
        events = kind.parse(channel, request(kind, channel, body, status=status))
    except Malformed:
        return
    for event in events:
        assert event.provider_id
        assert len(event.provider_id) <= 100
        assert "\x00" not in event.provider_id
        if isinstance(event, Received):
            assert "\x00" not in event.body + event.sender + event.payload + event.ref
            assert len(event.ref) <= 100
        if isinstance(event, Status):
            assert event.state in {"", *OutboundState.values}


@pytest.mark.parametrize("name", signers.SIGNERS)
@settings(max_examples=30)
@given(body=bodies)
def test_it_believes_the_exact_bytes_that_were_signed_and_no_others(name: str, body: bytes) -> None:
    kind = registry.get(name)
    channel = channel_of(kind)
    proven = signers.SIGNERS[name](request(kind, channel, body), "x")
    assert kind.verify(channel, proven)
    assert not kind.verify(channel, signers.SIGNERS[name](request(kind, channel, body), "y"))
    channel.config = {}
    assert not kind.verify(channel, proven)
    if name in signers.OVER_THE_BYTES:
        channel = channel_of(kind)
        assert not kind.verify(channel, replace(proven, body=body + b" "))


@every_kind
def test_it_says_which_buttons_it_shows(kind: ChannelKind) -> None:
    assert not kind.takes(())
    if kind.takes((Button("បាទ", "yes"),)):
        assert not kind.takes((Button("", "yes"),)) or not kind.takes((Button("x", ""),))


@every_kind
def test_a_greeting_without_the_word_is_not_answered(kind: ChannelKind) -> None:
    channel = channel_of(kind)
    asked = replace(request(kind, channel, b""), method="GET")
    asked = replace(asked, url=f"{asked.url}?hub.mode=subscribe&hub.challenge=1")
    answer = kind.greet(channel, asked)
    assert answer is None or answer.status_code == 403


@every_kind
def test_nobody_is_out_of_reach(kind: ChannelKind) -> None:
    assert not kind.reaches(channel_of(kind), "")


@every_kind
def test_a_text_is_one_message_up_to_the_cap_and_whole_above_it(kind: ChannelKind) -> None:
    long = kind.prepare("ខ្ញុំមិនទាន់បានទទួលប្រាក់។ " * 200)
    pieces = kind.cut(long)
    assert "".join(pieces) == long
    assert kind.cut(kind.prepare("ជំរាបសួរ")) == ["ជំរាបសួរ"]
    if kind.cap_parts is not None:
        assert all(kind.segments(piece).parts <= kind.cap_parts for piece in pieces)
    elif kind.cap_units is not None:
        assert all(kind.segments(piece).units <= kind.cap_units for piece in pieces)
    else:
        assert pieces == [long]


@every_kind
@settings(max_examples=40)
@given(text=st.text(max_size=60).map(lambda piece: piece * 90))
def test_no_piece_is_above_the_cap_and_none_is_empty(kind: ChannelKind, text: str) -> None:
    pieces = kind.cut(text)
    assert "".join(pieces) == text
    assert all(pieces) or pieces == [""]
    if kind.cap_units is not None:
        assert all(kind.segments(piece).units <= kind.cap_units for piece in pieces)


@every_kind
def test_its_answer_is_empty_and_well(kind: ChannelKind) -> None:
    assert kind.answer().status_code in {200, 204}
