"""Logs: one JSON object a line, and only keys that are known to carry no person."""

from collections.abc import MutableMapping
from typing import Any

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


def keep_allowed(_logger: Any, _method: str, event: Event) -> Event:
    """Drop every key that is not known to be harmless."""
    return {key: value for key, value in event.items() if key in ALLOWED}


def where_it_broke(_logger: Any, _method: str, event: Event) -> Event:
    """Replace an exception by its type and its places in the code: its message may quote a person."""
    info = event.pop("exc_info", None)
    if info is True:
        import sys

        info = sys.exc_info()
    if isinstance(info, BaseException):
        info = (type(info), info, info.__traceback__)
    if info and info[0] is not None:
        kind, _error, trace = info
        places = []
        while trace:
            code = trace.tb_frame.f_code
            places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        event["error_class"] = kind.__name__
        event["exception"] = places[-12:]
    return event


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
        "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["err"], "level": "INFO" if as_json else "WARNING"},
        "loggers": {
            "django": {"level": "WARNING", "propagate": True, "handlers": []},
            "django_structlog": {"level": "INFO" if as_json else "WARNING"},
        },
    }
