"""Remove the trial's database and keys, wherever they lie."""

import shutil
import sys
from contextlib import suppress

from config import env
from config.postgres.errors import AlreadyRunning
from config.postgres.place import Place
from config.postgres.server import hold


def main() -> int:
    """Refuse while the trial runs."""
    folder = env.trial_folder()
    place = Place.of(folder)
    if not folder.exists():
        return 0
    try:
        with hold(place):
            for path in (place.outside, place.socket_folder, folder):
                with suppress(FileNotFoundError):
                    shutil.rmtree(path)
    except AlreadyRunning as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
