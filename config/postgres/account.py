"""The user that PostgreSQL runs as: ourselves, or somebody harmless when we are root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.postgres.errors import PostgresError

HARMLESS = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A user of this machine; PostgreSQL refuses to run as root."""

    uid: int
    gid: int
    switch: bool

    @classmethod
    def current(cls) -> "Account":
        """Give who PostgreSQL will run as when we start it now."""
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid(), switch=False)
        for name in HARMLESS:
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(entry.pw_uid, entry.pw_gid, switch=True)
        raise PostgresError(
            "PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody' here."
            " Make one: useradd --system postgres"
        )

    @property
    def process(self) -> dict[str, Any]:
        """Give subprocess's arguments that start a process as this user."""
        if not self.switch:
            return {"cwd": "/"}
        return {"user": self.uid, "group": self.gid, "extra_groups": [], "cwd": "/"}

    def can_use(self, path: Path) -> bool:
        """Try, as this user, to read and enter a path: every folder above it counts."""
        if not path.exists():
            return False
        test = ["/bin/sh", "-c", 'test -r "$1" && test -x "$1"', "sh", str(path)]
        return subprocess.run(test, check=False, **self.process).returncode == 0

    def private_folder(self, path: Path) -> Path:
        """Make a folder that only this user enters; refuse one that somebody else made."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.is_symlink():
            raise PostgresError(f"{path} is a link; remove it.")
        if self.switch and path.stat().st_uid == 0:
            os.chown(path, self.uid, self.gid)
        if path.stat().st_uid != self.uid:
            raise PostgresError(f"{path} belongs to another user; remove it.")
        path.chmod(0o700)
        return path
