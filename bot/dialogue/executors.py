"""Where custom actions run: in this process, or at an action server. One interface."""

from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import httpx
import structlog
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.dialogue.errors import ActionFailed, ActionRejected, DialogueUnavailable
from bot.dialogue.events import Event

# What the action server is told about who calls; it is of the same line as Rasa's own.
VERSION: Final = "3.6.21"
TIMEOUT: Final = httpx.Timeout(10, connect=2, pool=2)
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What an action wants to have happened, and what it says."""

    events: list[Event] = field(default_factory=list)
    responses: list[dict[str, Any]] = field(default_factory=list)


class Executor(Protocol):
    """Runs a custom action on a call of the shape that Rasa sends to an action server."""

    def run(self, call: dict[str, Any]) -> Outcome:
        """Run it. Raises ActionRejected, ActionFailed, DialogueUnavailable."""


class InProcess:
    """Runs the actions here. They are pure, so nothing ever waits."""

    def __init__(self, *packages: str) -> None:
        self._executor = ActionExecutor()
        for package in packages:
            self._executor.register_package(package)

    @property
    def names(self) -> frozenset[str]:
        """The actions that there are."""
        return frozenset(self._executor.actions)

    def run(self, call: dict[str, Any]) -> Outcome:
        """Run one action to its end."""
        try:
            result = finished(self._executor.run(call))
        except ActionExecutionRejection as error:
            raise ActionRejected from error
        except Exception as error:
            # Whatever an action raises is that action's fault; the conversation goes on.
            raise ActionFailed from error
        return Outcome(result.events, result.responses) if result else Outcome()


def finished(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Take a coroutine that awaits nothing real to its end, without an event loop.

    A loop of its own would cost ten times the action. A pure action never needs one; one that
    does raises here at once.
    """
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    coroutine.close()
    raise ActionFailed


class OverHttp:
    """Runs the actions at an action server, `python -m rasa_sdk --actions bot.actions`."""

    def __init__(self, url: str, *, transport: httpx.BaseTransport | None = None) -> None:
        self._webhook = f"{url.rstrip('/').removesuffix('/webhook')}/webhook"
        self._client = httpx.Client(timeout=TIMEOUT, transport=transport, trust_env=False)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def run(self, call: dict[str, Any]) -> Outcome:
        """Ask the server; an action is pure, so asking again would do no harm."""
        try:
            answer = self._client.post(self._webhook, json=call)
            content = answer.json() if answer.is_success else {}
        except (httpx.HTTPError, ValueError) as error:
            raise DialogueUnavailable from error
        if answer.status_code == httpx.codes.BAD_REQUEST:
            raise ActionRejected
        if not answer.is_success:
            raise ActionFailed
        if not isinstance(content, dict):
            raise DialogueUnavailable
        return Outcome(content.get("events") or [], content.get("responses") or [])
