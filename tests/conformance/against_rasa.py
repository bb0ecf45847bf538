"""The conversations against a real Rasa server: `make conformance-rasa`.

Trains each domain that the conversations use, runs the server and the action server, has every
conversation, and writes how it went. Silences are not waited for: the times of the events that
the server keeps are moved back by its own HTTP interface, which is what the passing of time
would have come to.
"""

import argparse
import logging
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx
import structlog

from bot.dialogue.assets.folder import load
from bot.dialogue.embedded import Embedded, engine_of
from bot.dialogue.executors import InProcess
from bot.dialogue.rasa import RasaServer
from bot.dialogue.stores import InMemory
from config.env import ROOT
from tests.conformance import at_random, servers
from tests.conformance.conversation import (
    BEGIN,
    TOY,
    Conversation,
    Domain,
    conversations,
    play,
)

RESULT: Final = ROOT / "docs" / "operations" / "conformance.md"
QUIET: Final = {"RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
PATIENCE: Final = httpx.Timeout(30)
SECONDS_A_MINUTE: Final = 60
ENDPOINTS: Final = "action_endpoint:\n  url: {url}/webhook\n"
HEAD: Final = """# Conformance with a Rasa server

Written by `make conformance-rasa`: each conversation of `tests/conformance/conversations/`, had
over REST with Rasa {version} and an action server (rasa_sdk {sdk}). The same files run in every
test run on the embedded engine, with its actions in the process and at an action server.

{passed} of {total} as written. Of {random} random conversations of the toy domain, each had with
both engines at once (seed {seed}), {apart} went apart.

| conversation | shows | with Rasa |
|---|---|---|
"""


def main() -> int:
    """Run the suite; returns how many conversations went otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rasa", type=Path, required=True, help="the rasa command")
    parser.add_argument("--random", type=int, default=200, help="how many random conversations")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    # Actions that break are part of it.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    logging.disable()
    rasa = arguments.rasa.absolute()
    rows: list[tuple[Conversation, list[str]]] = []
    apart: list[str] = []
    every = conversations()
    for domain in dict.fromkeys(conversation.domain for conversation in every):
        ours = [conversation for conversation in every if conversation.domain == domain]
        with tempfile.TemporaryDirectory() as folder, _server(rasa, domain, Path(folder)) as at:
            rows += [(conversation, _had(conversation, *at)) for conversation in ours]
            if domain == TOY:
                apart = _at_random(arguments.random, arguments.seed, *at)
    random = {"random": arguments.random, "seed": arguments.seed, "apart": len(apart)}
    RESULT.write_text(_page(rasa, rows, random), "utf-8")
    for conversation, wrong in rows:
        print("differs" if wrong else "ok", conversation.file, *wrong, sep="\n  ")
    print(f"{len(apart)} of {arguments.random} random conversations went apart", *apart, sep="\n  ")
    return sum(bool(wrong) for _conversation, wrong in rows) + len(apart)


@contextmanager
def _server(rasa: Path, domain: Domain, folder: Path) -> Iterator[tuple[Domain, str, str]]:
    """Train a domain and serve it; gives its address and its token."""
    _train(rasa, domain, folder)
    token, port = secrets.token_urlsafe(16), servers.free_port()
    url = f"http://127.0.0.1:{port}"
    (folder / "credentials.yml").write_text("rest:\n", "utf-8")
    with servers.action_server(domain.actions, folder / "actions.log") as actions:
        (folder / "endpoints.yml").write_text(ENDPOINTS.format(url=actions), "utf-8")
        command = [str(rasa), "run", "--enable-api", "--auth-token", token, "-i", "127.0.0.1"]
        command += ["-p", str(port), "-m", "models", "--endpoints", "endpoints.yml"]
        command += ["--credentials", "credentials.yml"]
        health = f"{url}/status?token={token}"
        log = folder / "rasa.log"
        with servers.running(command, health, log=log, folder=folder, environment=QUIET):
            yield domain, url, token


def _train(rasa: Path, domain: Domain, folder: Path) -> None:
    assets = str(domain.folder)
    command = [str(rasa), "train", "--domain", assets, "--data", assets]
    command += ["--config", f"{assets}/config.yml", "--out", "models"]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**servers.inherited(), **QUIET},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or not any((folder / "models").glob("*.tar.gz")):
        sys.exit(f"Rasa does not train {domain.name}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")


def _had(conversation: Conversation, domain: Domain, url: str, token: str) -> list[str]:
    sender = f"{conversation.file}-{uuid4()}"
    dialogue = RasaServer(url, load(domain.folder).domain, token=token)
    try:
        return play(conversation, dialogue, lambda m: _age(url, token, sender, m), sender)
    finally:
        dialogue.close()


def _at_random(many: int, seed: int, domain: Domain, url: str, token: str) -> list[str]:
    engine = engine_of(domain.folder, InProcess(domain.actions))
    ours = Embedded(engine, InMemory(), now=lambda: BEGIN)
    theirs = RasaServer(url, engine.domain, token=token)
    try:
        return at_random.differences(ours, theirs, engine.domain, conversations=many, seed=seed)
    finally:
        theirs.close()


def _age(url: str, token: str, sender: str, minutes: float) -> None:
    """Move what a tracker holds into the past."""
    tracker = f"{url}/conversations/{sender}/tracker"
    with httpx.Client(timeout=PATIENCE, params={"token": token}, trust_env=False) as client:
        got = client.get(tracker, params={"token": token, "include_events": "ALL"})
        events: list[dict[str, Any]] = got.raise_for_status().json()["events"]
        for event in events:
            event["timestamp"] -= minutes * SECONDS_A_MINUTE
        client.put(f"{tracker}/events", json=events).raise_for_status()


def _page(rasa: Path, rows: list[tuple[Conversation, list[str]]], random: dict[str, int]) -> str:
    from importlib.metadata import version

    told = subprocess.run(
        [str(rasa), "--version"],
        capture_output=True,
        text=True,
        env=servers.inherited(),
        check=True,
    )
    lines = (line.partition(":") for line in told.stdout.splitlines())
    found = next(value.strip() for name, _colon, value in lines if name.startswith("Rasa Version"))
    head = HEAD.format(
        version=found,
        sdk=version("rasa-sdk"),
        passed=sum(not wrong for _conversation, wrong in rows),
        total=len(rows),
        **random,
    )
    table = [
        f"| {conversation.file} | {conversation.name} | {'differs' if wrong else 'as written'} |"
        for conversation, wrong in rows
    ]
    return head + "\n".join(table) + "\n"


if __name__ == "__main__":
    sys.exit(main())
