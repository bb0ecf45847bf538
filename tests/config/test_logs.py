"""A log line carries ids, and nobody's number or story."""

import json
import logging
import logging.config
from collections.abc import Iterator

import pytest
import structlog

from config import logs

PHONE = "+85512345678"


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator["Lines"]:
    logging.config.dictConfig(logs.configuration(as_json=True))
    yield Lines(capsys)
    logging.config.dictConfig(logs.configuration(as_json=False))


class Lines:
    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def last(self) -> dict[str, object]:
        line: dict[str, object] = json.loads(self._capsys.readouterr().err.splitlines()[-1])
        return line


def test_a_key_that_is_not_on_the_list_is_dropped(lines: Lines) -> None:
    structlog.get_logger("channels_app").info("stored", message_id=7, phone=PHONE)
    line = lines.last()
    assert (line["event"], line["message_id"]) == ("stored", 7)
    assert PHONE not in json.dumps(line)


def test_an_exception_is_told_without_its_words(lines: Lines) -> None:
    try:
        raise ValueError(PHONE)
    except ValueError:
        structlog.get_logger("bot").exception("pass_failed", loop="inbox")
    line = lines.last()
    assert line["error_class"] == "ValueError"
    assert "test_an_exception_is_told_without_its_words" in str(line["exception"])
    assert PHONE not in json.dumps(line)


def test_a_library_that_logs_an_exception_is_held_to_the_same(lines: Lines) -> None:
    try:
        raise ValueError(PHONE)
    except ValueError:
        logging.getLogger("django.request").exception("Internal Server Error: %s", "/hooks/")
    line = lines.last()
    assert line["error_class"] == "ValueError"
    assert PHONE not in json.dumps(line)


def test_a_provider_library_is_silent_below_a_warning(lines: Lines) -> None:
    structlog.get_logger("bot").info("first")
    logging.getLogger("twilio.http_client").info("To=%s", PHONE)
    logging.getLogger("httpx").info("GET /?To=%s", PHONE)
    assert lines.last()["event"] == "first"
