"""A PostgreSQL for one run of the tests: made, used, and removed without a trace."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from config.postgres.account import Account
from config.postgres.place import SOCKETS, Place
from config.postgres.roles import APPLICATION_ROLE, DATABASE, OWNER_ROLE
from config.postgres.server import Server


@dataclass(frozen=True)
class Throwaway:
    """A running server and the folder that goes with it."""

    server: Server
    folder: Path

    @property
    def owner_url(self) -> str:
        """Give the owner's address."""
        return self.server.place.url(OWNER_ROLE, DATABASE)

    @property
    def application_url(self) -> str:
        """Give the application role's address."""
        return self.server.place.url(APPLICATION_ROLE, DATABASE)

    def stop(self) -> None:
        """Stop the server and remove everything that it wrote."""
        self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def start() -> Throwaway:
    """Start a server on new folders; it does not care for power cuts, and is fast for it."""
    folder = Account.current().private_folder(
        Path(tempfile.mkdtemp(prefix="samleng-test-", dir=SOCKETS))
    )
    place = Place(folder / "keys", folder / "files", folder / "socket")
    server = Server(place, keep=False)
    try:
        server.start()
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Throwaway(server, folder)
