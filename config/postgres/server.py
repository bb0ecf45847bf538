"""Starts and stops a PostgreSQL as our child: it ends when we end."""

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from config.postgres import leftover
from config.postgres.account import Account
from config.postgres.binaries import find
from config.postgres.cluster import SUPERUSER, Cluster
from config.postgres.errors import AlreadyRunning, NotStarted
from config.postgres.place import Place
from config.postgres.roles import ensure_roles

PATIENCE = 60.0
THROWAWAY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SET_PARENT_DEATH_SIGNAL = 1


@contextmanager
def hold(place: Place) -> Iterator[None]:
    """Be the only one who starts or removes a server at this place; AlreadyRunning if not."""
    place.folder.mkdir(parents=True, exist_ok=True)
    with (place.folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(
                "This trial is already running. Stop it with Ctrl-C where it was started."
            ) from None
        yield


@dataclass
class Server:
    """One server, from start() to stop()."""

    place: Place
    keep: bool = True
    """Whether its data must survive a power cut; the tests' need not."""
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _held: ExitStack = field(default_factory=ExitStack, init=False)

    def start(self) -> None:
        """Start, and return once it answers; AlreadyRunning when another start holds it."""
        account = Account.current()
        self._held.enter_context(hold(self.place))
        try:
            files = self.place.files(account)
            cluster = Cluster(files / "data", find(account, copies=files / "programs"), account)
            cluster.ensure(password=self.place.password(SUPERUSER), keep=self.keep)
            leftover.remove(cluster.data)
            account.private_folder(self.place.socket_folder)
            self._process = self._launch(cluster)
            self._wait(self._process)
            ensure_roles(self.place)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop it, finishing what is being written, and wait until it is gone."""
        if self._process:
            for word in (signal.SIGINT, signal.SIGQUIT):
                self._process.send_signal(word)
                try:
                    self._process.wait(timeout=30)
                    break
                except subprocess.TimeoutExpired:
                    continue
            self._process = None
            with suppress(OSError):
                self.place.socket_folder.rmdir()
        self._held.close()

    def _launch(self, cluster: Cluster) -> subprocess.Popen[bytes]:
        settings: Sequence[str] = (
            "listen_addresses=",
            f"unix_socket_directories={self.place.socket_folder}",
            "unix_socket_permissions=0700",
            "timezone=UTC",
            "log_timezone=UTC",
            *(() if self.keep else THROWAWAY),
        )
        flags = [word for setting in settings for word in ("-c", setting)]
        with self._log.open("wb") as log:
            return subprocess.Popen(
                [cluster.binaries.program("postgres"), "-D", str(cluster.data), *flags],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl-C goes to the whole foreground group; the server must outlive our farewell.
                start_new_session=True,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
                **cluster.account.process,
            )

    @property
    def _log(self) -> Path:
        return self.place.folder / "log"

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and process.poll() is None:
            try:
                psycopg.connect(self.place.url(SUPERUSER, "postgres"), connect_timeout=5).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        tail = self._log.read_text(encoding="utf-8", errors="replace").strip()[-600:]
        raise NotStarted(f"PostgreSQL did not start. The end of {self._log}:\n{tail}")


def _end_with_parent() -> None:
    # Even a killed parent leaves nothing running: the kernel sends the server a fast shutdown.
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGINT)
