"""Makes rasa_sdk's action server modest: this machine only, and no message given back in an error.

rasa_sdk imports the actions before it binds, and again in each of its workers: both in time.
"""

import logging
import os
import traceback
from pathlib import Path
from typing import Any, Final

import pluggy
from rasa_sdk.plugin import plugin_manager
from sanic import Sanic
from sanic.handlers import ErrorHandler
from sanic.response import HTTPResponse, json

HOST: Final = "SANIC_HOST"
LOOPBACK: Final = "127.0.0.1"
log = logging.getLogger(__name__)
hook = pluggy.HookimplMarker("rasa_sdk")


def keep_to_this_machine() -> None:
    """Bind to loopback unless SANIC_HOST says otherwise: the server asks for no password."""
    os.environ.setdefault(HOST, LOOPBACK)


class EchoNothing:
    """Answers an error with its kind alone."""

    @hook
    def attach_sanic_app_extensions(self, app: Sanic[Any, Any]) -> None:
        """Take the place of rasa_sdk's own handler, which sends the whole request back."""
        app.error_handler = ErrorHandler()
        app.error_handler.add(Exception, broken)


async def broken(_request: Any, error: Exception) -> HTTPResponse:
    """Say that an action broke, and where: what it says itself may quote the request."""
    frames = traceback.extract_tb(error.__traceback__)[-1:]
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
    log.error("An action broke: %s at %s", type(error).__name__, *places or ["an unknown place"])
    status = getattr(error, "status_code", 500)
    return json({"error": type(error).__name__}, status=status)


def echo_nothing() -> None:
    """Register with rasa_sdk, once a process."""
    manager = plugin_manager()
    if not manager.has_plugin("samleng"):
        manager.register(EchoNothing(), "samleng")
