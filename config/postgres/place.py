"""Where a PostgreSQL of ours keeps its files, its socket and its passwords."""

import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from config.postgres.account import Account

# A socket's whole path may have about 100 characters, so not below the checkout.
SOCKETS = Path("/tmp")  # noqa: S108 - a private folder is made in it, and refused if not ours
OUTSIDE = Path("/var/tmp")  # noqa: S108 - likewise


@dataclass(frozen=True)
class Place:
    """The folders of one server; found again from the trial's folder alone."""

    folder: Path
    """Passwords, lock and log: belongs to whoever starts the server."""
    outside: Path
    """Used for the data when the server's user cannot enter `folder`."""
    socket_folder: Path

    @classmethod
    def of(cls, trial_folder: Path) -> "Place":
        """Give the place that belongs to a trial's folder."""
        key = f"{os.geteuid()}:{trial_folder.resolve()}"
        mark = "samleng-" + hashlib.sha256(key.encode()).hexdigest()[:12]
        return cls(trial_folder / "postgres", OUTSIDE / mark, SOCKETS / mark)

    def files(self, account: Account) -> Path:
        """Give the folder for data and copied programs, which the server's user can enter."""
        self.folder.mkdir(parents=True, exist_ok=True)
        inside = account.can_use(self.folder) and not self.outside.exists()
        return account.private_folder(self.folder / "files" if inside else self.outside)

    def password(self, role: str) -> str:
        """Give a role's password, made when it is first asked for."""
        path = self.folder / "passwords.json"
        known: dict[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
        if role not in known:
            known[role] = secrets.token_urlsafe(24)
            self.folder.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(json.dumps(known), encoding="utf-8")
        return known[role]

    def url(self, role: str, database: str) -> str:
        """Give the address of a database on this server, over its socket."""
        password = quote(self.password(role), safe="")
        return (
            f"postgresql://{role}:{password}@{quote(str(self.socket_folder), safe='')}/{database}"
        )
