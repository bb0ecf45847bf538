"""Run Django's deployment checks on production's settings, with keys made for this one run."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "samleng.example"


def main() -> int:
    """Check; every warning counts."""
    environment = os.environ | {
        "SAMLENG_MODE": "production",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "SALT_KEYS": secrets.token_urlsafe(48),
        "SAMLENG_HASH_KEY": secrets.token_urlsafe(48),
        "ALLOWED_HOSTS": HOST,
        "PUBLIC_BASE_URL": f"https://{HOST}",
        "DATABASE_URL": f"postgresql://samleng_app:word@{HOST}/samleng",
        "DATABASE_OWNER_URL": f"postgresql://samleng_owner:word@{HOST}/samleng",
        "TRUSTED_PROXIES": "1",
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
