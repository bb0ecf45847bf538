"""What a container's health check runs: asks the web process, or looks at the worker's pulse."""

import argparse
import os
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

# A worker's slowest loop passes every few seconds; a provider's answer may take half a minute.
OLDEST_PULSE_S = 90.0


def main() -> int:
    """Answer 0 for well, 1 for not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--pulse", type=Path, help="the file that the worker touches")
    arguments = parser.parse_args()
    if arguments.pulse:
        return 0 if _pulse_is_fresh(arguments.pulse) else 1
    return 0 if _web_answers(arguments.port) else 1


def _pulse_is_fresh(pulse: Path) -> bool:
    # A file's time is the machine's own; it is compared with the machine's own clock.
    return pulse.exists() and time.time() - pulse.stat().st_mtime < OLDEST_PULSE_S  # noqa: TID251


def _web_answers(port: int) -> bool:
    host = os.environ.get("ALLOWED_HOSTS", "127.0.0.1").split(",")[0].strip().lstrip(".")
    web = HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        web.request("GET", "/healthz", headers={"Host": host})
        return web.getresponse().status == 200  # noqa: PLR2004
    except (OSError, HTTPException):
        return False
    finally:
        web.close()


if __name__ == "__main__":
    sys.exit(main())
