"""The environment that the tests run in, set before Django reads its settings."""

import atexit
import os

import environ

from config.env import ROOT
from tools import compile_messages

SETTINGS = {
    "SAMLENG_MODE": "trial",
    "SECRET_KEY": "the-tests-sign-with-this-key-and-nobody-else-does-0123456789",
    "SALT_KEYS": "the-salt-of-the-tests-0123456789",
    "SAMLENG_HASH_KEY": "the-hash-key-of-the-tests-0123456789",
    "PUBLIC_BASE_URL": "https://samleng.example",
    "SAMLENG_DATABASE_ROLE": "owner",
    "PYTHONHASHSEED": "0",
}

compile_messages.main()
environ.Env.read_env(ROOT / ".env")
os.environ.update(SETTINGS)
# psycopg's own defaults must not decide which server the tests meet.
for name in ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE", "PGSERVICE"):
    os.environ.pop(name, None)

if not os.environ.get("DATABASE_OWNER_URL"):
    # The run's first process; parallel workers inherit the addresses.
    from config.postgres import throwaway

    server = throwaway.start()
    atexit.register(server.stop)
    os.environ["DATABASE_OWNER_URL"] = server.owner_url
    os.environ["DATABASE_URL"] = server.application_url
