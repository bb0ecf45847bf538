"""What is committed names no machine, no registry and no download."""

import re
import subprocess
from pathlib import Path

import pytest

from config.env import ROOT

LOCKS = [*sorted((ROOT / "requirements").glob("*.txt")), ROOT / "package-lock.json"]
DOWNLOAD = re.compile(r"https?://[^\s\"']*(?:\.tgz|\.whl|\.tar\.gz|/simple)|--(?:extra-)?index-url")


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_has_hashes_and_no_addresses(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not DOWNLOAD.findall(text)
    assert "resolved" not in text
    assert "sha256:" in text or "sha512-" in text


def committed() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return listed.stdout.splitlines()


def test_nothing_that_is_made_is_committed() -> None:
    ends = (".mo", ".pyc", ".pickle", "uv.lock")
    folders = {"staticfiles", "node_modules", ".venv", ".demo", ".env"}
    assert not [
        path for path in committed() if path.endswith(ends) or folders & set(path.split("/"))
    ]
