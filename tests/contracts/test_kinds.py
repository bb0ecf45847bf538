"""Every registered kind of channel keeps the contract of channels_app/kind.py."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels_app import registry
from channels_app.kind import ChannelKind, Malformed, Received, Status, WireRequest
from channels_app.models import Channel, OutboundState

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
        assert "\x00" not in event.provider_id
        if isinstance(event, Received):
            assert "\x00" not in event.body
        if isinstance(event, Status):
            assert event.state in {"", *OutboundState.values}


@every_kind
def test_nobody_is_out_of_reach(kind: ChannelKind) -> None:
    assert not kind.reaches(channel_of(kind), "")


@every_kind
def test_a_text_is_one_message_up_to_the_cap_and_whole_above_it(kind: ChannelKind) -> None:
    long = kind.prepare("ខ្ញុំមិនទាន់បានទទួលប្រាក់។ " * 200)
    pieces = kind.cut(long)
    assert "".join(pieces) == long
    assert kind.cut(kind.prepare("ជំរាបសួរ")) == ["ជំរាបសួរ"]
    if kind.cap_parts is None:
        assert pieces == [long]
    else:
        assert all(kind.segments(piece).parts <= kind.cap_parts for piece in pieces)


@every_kind
def test_its_answer_is_empty_and_well(kind: ChannelKind) -> None:
    assert kind.answer().status_code in {200, 204}
