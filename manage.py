#!/usr/bin/env python
"""Run a management command, as the database role that the command needs."""

import os
import sys
from contextlib import nullcontext

# What changes tables belongs to the owner; everything else runs as the application does.
OWNERS_COMMANDS = {"makemigrations", "migrate", "prepare_database", "showmigrations", "sqlmigrate"}
# These work without a database, or see to it themselves.
WITHOUT_DATABASE = {"check", "collectstatic", "compilemessages", "demo", "help", "makemessages"}


def main() -> None:
    """Hand the command line to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command in OWNERS_COMMANDS:
        os.environ["SAMLENG_DATABASE_ROLE"] = "owner"
    from django.core.management import execute_from_command_line

    from config.postgres.errors import PostgresError
    from config.processes import own_postgres

    try:
        needless = command in WITHOUT_DATABASE or "--help" in sys.argv
        with nullcontext() if needless else own_postgres.running(share=True):
            execute_from_command_line(sys.argv)
    except PostgresError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
