"""Fail when a string of the site has no Khmer, or when the catalogue is not up to date."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("bot", "cases", "channels_app", "config", "timekeeping", "workflows", "locale")
KHMER = Path("locale/km/LC_MESSAGES/django.po")
LANGUAGE = "km"


def main() -> int:
    """Say what is missing, unsure or left over; 0 when there is nothing."""
    if not shutil.which("xgettext"):
        print("Missing: gettext. Bring it: sudo apt-get install gettext")
        return 1
    present = polib.pofile(str(ROOT / KHMER))
    wanted = _extracted()
    known = {_key(entry) for entry in present if not entry.obsolete}
    problems = [f"not in the catalogue: {key[1]!r}" for key in sorted(wanted - known)]
    problems += [f"no longer in the code: {key[1]!r}" for key in sorted(known - wanted)]
    problems += [f"without Khmer: {entry.msgid!r}" for entry in present.untranslated_entries()]
    problems += [f"unsure (fuzzy): {entry.msgid!r}" for entry in present.fuzzy_entries()]
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} to mend in {KHMER}; `make messages` brings new strings in.")
    return 1 if problems else 0


def _extracted() -> set[tuple[str, str, str]]:
    """Extract in a copy: looking must not change what is looked at."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "samleng"
        for folder in COPIED:
            ignored = shutil.ignore_patterns("__pycache__", "*.mo")
            shutil.copytree(ROOT / folder, copy / folder, ignore=ignored)
        shutil.copy(ROOT / "manage.py", copy)
        command = [sys.executable, "manage.py", "makemessages", "-l", LANGUAGE, "--no-obsolete"]
        environment = os.environ | {"SAMLENG_MODE": "trial"}
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(done.stdout + done.stderr)
        return {_key(entry) for entry in polib.pofile(str(copy / KHMER)) if not entry.obsolete}


def _key(entry: polib.POEntry) -> tuple[str, str, str]:
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


if __name__ == "__main__":
    sys.exit(main())
