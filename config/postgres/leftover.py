"""What an earlier server left in its data folder: itself, or only its mark."""

import os
import signal
import subprocess
import time
from pathlib import Path

from config.postgres.errors import PostgresError

PATIENCE = 30.0


def remove(data: Path) -> None:
    """End a server without a parent on this data, and forget the mark of one that is gone."""
    mark = data / "postmaster.pid"
    if not mark.exists():
        return
    first = mark.read_text(encoding="utf-8").split("\n", 1)[0].strip()
    if first.isdigit() and _is_server_on(int(first), data):
        _end(int(first), data)
    # The number may belong to another program by now; PostgreSQL would believe the mark.
    mark.unlink(missing_ok=True)


def _is_server_on(pid: int, data: Path) -> bool:
    command = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self").exists():
        try:
            words = command.read_bytes().split(b"\0")
        except OSError:
            return False
        return str(data).encode() in words
    listed = subprocess.run(
        ["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return f"-D {data}" in listed.stdout


def _end(pid: int, data: Path) -> None:
    os.kill(pid, signal.SIGINT)
    end = time.monotonic() + PATIENCE
    while _is_server_on(pid, data):
        if time.monotonic() > end:
            raise PostgresError(f"An earlier PostgreSQL does not end. End it: kill -QUIT {pid}")
        time.sleep(0.05)
