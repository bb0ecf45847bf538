"""Makes a PostgreSQL's data folder: passwords asked for, checksums on, letters known."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.postgres.account import Account
from config.postgres.binaries import Binaries
from config.postgres.errors import PostgresError

SUPERUSER = "samleng_superuser"
BUILTIN_LOCALE_SINCE = 17
# Under the ctype C a Khmer letter is no letter, and trigram search finds nothing.
CTYPES = ("C.UTF-8", "en_US.UTF-8", "C.utf8")


@dataclass(frozen=True)
class Cluster:
    """A data folder, and the programs and user that work on it."""

    data: Path
    binaries: Binaries
    account: Account

    def ensure(self, *, password: str, keep: bool) -> None:
        """Make the data folder where there is none; `keep` makes it survive a power cut."""
        version = self.data / "PG_VERSION"
        if not version.exists():
            self._make(password, keep=keep)
        elif (found := version.read_text(encoding="utf-8").strip()) != str(self.binaries.major):
            raise PostgresError(
                f"The trial's database was made by PostgreSQL {found}, and here is"
                f" {self.binaries.major}. Throw it away: make clean"
            )

    def _make(self, password: str, *, keep: bool) -> None:
        draft = self.data.with_name("data.draft")
        word = self.data.with_name("password.draft")
        word.touch(mode=0o600)
        word.write_text(password, encoding="utf-8")
        os.chown(word, self.account.uid, self.account.gid)
        try:
            for ctype in CTYPES:
                said = self._initdb(draft, word, ctype, keep=keep)
                if draft.exists():
                    break
            else:
                raise PostgresError(f"initdb failed: {said}")
        finally:
            word.unlink()
        # A start that was cut off leaves a draft behind, never half a database.
        draft.rename(self.data)

    def _initdb(self, draft: Path, word: Path, ctype: str, *, keep: bool) -> str:
        shutil.rmtree(draft, ignore_errors=True)
        command = [
            self.binaries.program("initdb"),
            *("-D", str(draft), "-U", SUPERUSER, "-E", "UTF8"),
            *("--auth=scram-sha-256", f"--pwfile={word}", "--data-checksums"),
            *("--locale=C", f"--lc-ctype={ctype}"),
        ]
        if self.binaries.major >= BUILTIN_LOCALE_SINCE:
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if not keep:
            command.append("--no-sync")
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, **self.account.process
        )
        if done.returncode:
            shutil.rmtree(draft, ignore_errors=True)
        return str(done.stderr or done.stdout).strip()
