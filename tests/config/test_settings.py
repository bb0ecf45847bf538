"""Production's settings are strict; the trial's differ in what plain HTTP makes impossible."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from config.env import ROOT

SHOWN = (
    "SESSION_COOKIE_NAME",
    "CSRF_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "PASSWORD_HASHERS",
    "DEBUG",
    "WHITENOISE_USE_FINDERS",
)
ASK = f"""
import json
from django.conf import settings
print(json.dumps({{name: getattr(settings, name) for name in {SHOWN!r}}}))
"""


def settings_of(mode: str) -> dict[str, Any]:
    environment = os.environ | {
        "SAMLENG_MODE": mode,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ALLOWED_HOSTS": "samleng.example",
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_production_keeps_its_cookies_to_its_own_host_over_https() -> None:
    found = settings_of("production")
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert found["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert not found["WHITENOISE_USE_FINDERS"]


@pytest.mark.parametrize("mode", ["production", "trial"])
def test_both_hash_passwords_with_argon2_and_show_no_insides(mode: str) -> None:
    found = settings_of(mode)
    assert found["PASSWORD_HASHERS"] == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert found["SESSION_COOKIE_HTTPONLY"]
    assert found["DEBUG"] is False


def test_production_is_what_an_unset_mode_means() -> None:
    environment = {key: value for key, value in os.environ.items() if key != "SAMLENG_MODE"}
    ask = "from config import env; print(env.Environment.__module__, env.PRODUCTION, end='')"
    ask += "; import environ; environ.Env.read_env = lambda *a, **k: None"
    ask += "; print('', env.read().mode, end='')"
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    assert done.stdout.split()[-1] == b"production"
