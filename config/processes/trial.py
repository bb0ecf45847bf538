"""The trial: web and worker in one process, from one command to one Ctrl-C."""

import asyncio
import hashlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from django.db import DatabaseError, connection

from bot.nlu.classifier import is_trained
from config.env import ROOT, Environment
from config.health import migrations_are_complete
from config.processes import worker
from config.processes.web import uvicorn_config

Say = Callable[[str], None]
CATALOGUE = ROOT / "workflows" / "catalogue"


def prepare(env: Environment, say: Say) -> None:
    """Bring the database up to date; what is up to date already is left alone."""
    if not _tables_are_ready():
        say("Making the tables ...")
        manage("migrate", "--verbosity", "0")
        manage("prepare_database", "--verbosity", "0")
    stamp = env.trial_folder / "catalogue.stamp"
    mark = _catalogue_mark()
    if not stamp.exists() or stamp.read_text("utf-8") != mark or _has_no_areas():
        say("Loading Cambodia's catalogue and geography ...")
        manage("load_catalogue")
        env.trial_folder.mkdir(parents=True, exist_ok=True)
        stamp.write_text(mark, encoding="utf-8")
    if not is_trained():
        say("Teaching the conversation to understand ...")
        manage("train_nlu")


def manage(*words: str) -> None:
    """Run a management command in a process of its own, as the role that it needs."""
    command = [sys.executable, str(ROOT / "manage.py"), *words]
    if subprocess.run(command, check=False, cwd=ROOT).returncode:
        sys.exit(f"{words[0]} failed; what it said stands above.")


def is_taken(port: int) -> bool:
    """Say whether another program listens on the port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def serve(*, port: int, ready: Callable[[], None]) -> None:
    """Serve the site and work the queues until Ctrl-C; `ready` is called once pages answer."""
    asyncio.run(_serve(port=port, ready=ready))


async def _serve(*, port: int, ready: Callable[[], None]) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(name, stopping.set)
    server = _Web(uvicorn_config(host="127.0.0.1", port=port), ready)
    web = asyncio.create_task(server.serve())
    work = asyncio.create_task(worker.work(stopping))
    told = asyncio.create_task(stopping.wait())
    await asyncio.wait({web, work, told}, return_when=asyncio.FIRST_COMPLETED)
    # The worker first: what it still sends is answered by the pages of this same process.
    stopping.set()
    await asyncio.wait({work})
    server.should_exit = True
    await asyncio.gather(web, work, told)


class _Web(uvicorn.Server):
    """Says when it is up, and leaves signals to the trial, which has more to stop."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _tables_are_ready() -> bool:
    try:
        return migrations_are_complete()
    except DatabaseError:
        connection.close()
        return False


def _has_no_areas() -> bool:
    from workflows.models import Area

    return not Area.objects.exists()


def _catalogue_mark() -> str:
    """Tell one state of what load_catalogue reads from another."""
    mark = hashlib.sha256((ROOT / "requirements" / "base.txt").read_bytes())
    for path in sorted(path for path in CATALOGUE.rglob("*") if path.suffix in {".yaml", ".csv"}):
        mark.update(str(path.relative_to(CATALOGUE)).encode() + b"\0" + path.read_bytes())
    mark.update(os.fsencode(str(connection.settings_dict["NAME"])))
    return mark.hexdigest()
