"""Every conversation goes as written, with its actions here and at a real action server."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.dialogue.core import Engine
from bot.dialogue.embedded import Embedded, engine_of
from bot.dialogue.executors import InProcess, OverHttp
from bot.dialogue.rows import InDatabase
from bot.dialogue.stores import InMemory
from tests.conformance import servers
from tests.conformance.conversation import (
    BEGIN,
    Clock,
    Conversation,
    Domain,
    conversations,
    play,
)
from tests.travel import Travel

ALL = conversations()
IDS = [conversation.file for conversation in ALL]


class Engines:
    """Each domain's engine, made when it is first asked for."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.stack = folder, stack
        self.here: dict[Domain, Engine] = {}
        self.there: dict[Domain, Engine] = {}

    def in_process(self, domain: Domain) -> Engine:
        if domain not in self.here:
            self.here[domain] = engine_of(domain.folder, InProcess(domain.actions))
        return self.here[domain]

    def at_a_server(self, domain: Domain) -> Engine:
        if domain not in self.there:
            log = self.folder / f"{domain.name}.log"
            url = self.stack.enter_context(servers.action_server(domain.actions, log))
            executor = OverHttp(url)
            self.stack.callback(executor.close)
            self.there[domain] = engine_of(domain.folder, executor)
        return self.there[domain]


@pytest.fixture(scope="session")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    with ExitStack() as stack:
        yield Engines(tmp_path_factory.mktemp("action-servers"), stack)


@pytest.mark.parametrize("conversation", ALL, ids=IDS)
def test_a_conversation_in_this_process_with_its_tracker_in_a_row(
    conversation: Conversation, engines: Engines, travel: Travel
) -> None:
    from timekeeping.now import now

    travel.to(BEGIN)
    dialogue = Embedded(engines.in_process(conversation.domain), InDatabase(), now=now)
    wrong = play(conversation, dialogue, lambda minutes: travel.forward(minutes=minutes), "someone")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("conversation", ALL, ids=IDS)
def test_a_conversation_with_its_actions_at_an_action_server(
    conversation: Conversation, engines: Engines
) -> None:
    clock = Clock()
    dialogue = Embedded(engines.at_a_server(conversation.domain), InMemory(), now=clock)
    wrong = play(conversation, dialogue, clock.forward, "someone")
    assert not wrong, "\n".join(wrong)
