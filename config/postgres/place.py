"""Where a trial's PostgreSQL keeps its files, its socket and its passwords."""

import hashlib
import json
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote


@dataclass(frozen=True)
class Place:
    """The folders of one trial server; found again from the trial's folder alone."""

    folder: Path
    """Passwords and the log; belongs to whoever starts the trial."""
    socket_folder: Path
    """Short, because a socket's whole path has about 100 characters."""

    @classmethod
    def of(cls, trial_folder: Path) -> "Place":
        """Give the place that belongs to a trial's folder."""
        mark = hashlib.sha256(f"{os.getuid()}:{trial_folder.resolve()}".encode()).hexdigest()[:12]
        return cls(trial_folder / "postgres", Path(tempfile.gettempdir()) / f"samleng-{mark}")

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
        return f"postgresql://{role}:{password}@{quote(str(self.socket_folder), safe='')}/{database}"
