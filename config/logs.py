"""Logs: one JSON object a line, and only keys that are known to carry no person."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, TextIO

import structlog

# Anything else that a line would carry is dropped: a phone number or a story gets into a
# log through the key that nobody thought of.
ALLOWED = frozenset(
    {
        "attempt",
        "case_id",
        "channel_id",
        "channel_kind",
        "clock_id",
        "code",
        "count",
        "duration_ms",
        "error_class",
        "event",
        "exception",
        "job_id",
        "level",
        "logger",
        "loop",
        "message_id",
        "method",
        "office_id",
        "officer_id",
        "path",
        "process",
        "queue",
        "reason",
        "request_id",
        "seconds",
        "state",
        "status",
        "task",
        "timestamp",
        "user_id",
    }
)
Event = MutableMapping[str, Any]
PLACES = 12
OURS = ("bot", "cases", "channels_app", "config", "django_structlog", "workflows")


def keep_allowed(_logger: Any, _method: str, event: Event) -> Event:
    """Drop every key that is not known to be harmless."""
    return {key: value for key, value in event.items() if key in ALLOWED}


def where_it_broke(_logger: Any, _method: str, event: Event) -> Event:
    """Replace an exception by its type and places in the code: its message may quote a person."""
    info = event.pop("exc_info", None)
    error = sys.exc_info()[1] if info is True else info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)[-PLACES:]
        event["error_class"] = type(error).__name__
        # One string: the trial's console writes an exception as it stands.
        places = (f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames)
        event["exception"] = " > ".join(places)
    return event


class ToStandardError(logging.StreamHandler[TextIO]):
    """Writes to what standard error is at that moment: whoever captures it gets the line."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        """The present standard error."""
        return sys.stderr


BEFORE: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    where_it_broke,
]


def configuration(*, as_json: bool) -> dict[str, Any]:
    """Give Django's LOGGING, and set structlog up to go the same way."""
    structlog.configure(
        processors=[*BEFORE, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": BEFORE,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    keep_allowed,
                    renderer,
                ],
            }
        },
        "handlers": {"err": {"class": "config.logs.ToStandardError", "formatter": "line"}},
        # Libraries log addresses and bodies below a warning, and those carry people.
        "root": {"handlers": ["err"], "level": "WARNING"},
        "loggers": {name: {"level": "INFO" if as_json else "WARNING"} for name in OURS}
        # It warns of each slot that has no validation of its own, in each turn.
        | {"rasa_sdk": {"level": "ERROR"}},
    }
