"""Voice notes written down by a machine: off, nothing is called; on, it decides nothing."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from channels_app import calling, transcribing
from tests.channels_app import json_peer, samples
from tests.channels_app.json_peer import HANG_UP, Asked, Peer, Reply


def hears(_peer: Peer, _asked: Asked) -> Reply:
    return Reply(200, {"text": "លុយ\x00មិនចូល"})


@pytest.fixture
def machine(settings: Settings) -> Iterator[Peer]:
    with json_peer.running(hears) as peer:
        settings.TRANSCRIPTION_URL = f"{peer.url}/"
        yield peer
    calling.close()


def test_off_nothing_is_called(machine: Peer, settings: Settings) -> None:
    assert settings.TRANSCRIPTION == "", "it is off unless somebody names an adapter"
    assert transcribing.write_down(samples.OGG, "audio/ogg") == ""
    assert machine.asked == []


def test_on_the_words_come_back(machine: Peer, settings: Settings) -> None:
    settings.TRANSCRIPTION = "http"
    assert transcribing.write_down(samples.OGG, "audio/ogg") == "លុយ\ufffdមិនចូល"
    ((_, _, headers, content),) = machine.asked
    assert (headers["content-type"], content) == ("audio/ogg", samples.OGG)


@pytest.mark.parametrize("reply", [Reply(500, b"no"), Reply(200, b"<"), Reply(200, [1]), HANG_UP])
def test_a_machine_that_fails_costs_no_voice_note(
    machine: Peer, settings: Settings, reply: Reply | str
) -> None:
    settings.TRANSCRIPTION = "http"
    machine.script.append(reply)
    assert transcribing.write_down(samples.OGG, "audio/ogg") == ""
