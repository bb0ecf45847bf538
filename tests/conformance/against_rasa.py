"""The conversations against a real Rasa server: `make conformance-rasa`.

Trains each domain that the conversations use, runs the server and the action server, has every
conversation, and writes how it went. Silences are not waited for: the times of the events that
the server keeps are moved back by its own HTTP interface, which is what the passing of time
would have come to.
"""

import argparse
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

from bot.dialogue.assets.folder import load
from bot.dialogue.rasa import RasaServer
from config.env import ROOT
from tests.conformance import servers
from tests.conformance.conversation import Conversation, Domain, conversations, play

RESULT: Final = ROOT / "docs" / "operations" / "conformance.md"
QUIET: Final = {"RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
PATIENCE: Final = httpx.Timeout(30)
SECONDS_A_MINUTE: Final = 60
ENDPOINTS: Final = "action_endpoint:\n  url: {url}/webhook\n"
HEAD: Final = """# Conformance with a Rasa server

Written by `make conformance-rasa`: each conversation of `tests/conformance/conversations/`, had
over REST with Rasa {version} and an action server (rasa_sdk {sdk}). The same files run in every
test run on the embedded engine, with its actions in the process and at an action server.

{passed} of {total} as written.

| conversation | shows | with Rasa |
|---|---|---|
"""


def main() -> int:
    """Run the suite; returns how many conversations went otherwise."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rasa", type=Path, required=True, help="the rasa command")
    rasa = arguments.parse_args().rasa.absolute()
    rows: list[tuple[Conversation, list[str]]] = []
    every = conversations()
    for domain in dict.fromkeys(conversation.domain for conversation in every):
        ours = [conversation for conversation in every if conversation.domain == domain]
        with tempfile.TemporaryDirectory() as folder, _server(rasa, domain, Path(folder)) as at:
            rows += [(conversation, _had(conversation, *at)) for conversation in ours]
    _write(rasa, rows)
    for conversation, wrong in rows:
        print("ok  " if not wrong else "DIFF", conversation.file, *wrong, sep="\n  ")
    return sum(bool(wrong) for _conversation, wrong in rows)


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


def _age(url: str, token: str, sender: str, minutes: float) -> None:
    """Move what a tracker holds into the past."""
    tracker = f"{url}/conversations/{sender}/tracker"
    with httpx.Client(timeout=PATIENCE, params={"token": token}, trust_env=False) as client:
        got = client.get(tracker, params={"token": token, "include_events": "ALL"})
        events: list[dict[str, Any]] = got.raise_for_status().json()["events"]
        for event in events:
            event["timestamp"] -= minutes * SECONDS_A_MINUTE
        client.put(f"{tracker}/events", json=events).raise_for_status()


def _write(rasa: Path, rows: list[tuple[Conversation, list[str]]]) -> None:
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
    )
    table = [
        f"| {conversation.file} | {conversation.name} | {'differs' if wrong else 'as written'} |"
        for conversation, wrong in rows
    ]
    RESULT.write_text(head + "\n".join(table) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
