#!/usr/bin/env python
"""Run a management command, as the database role that the command needs."""

import os
import sys

# What changes tables belongs to the owner; everything else runs as the application does.
OWNERS_COMMANDS = {"makemigrations", "migrate", "prepare_database", "showmigrations", "sqlmigrate"}


def main() -> None:
    """Hand the command line to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if len(sys.argv) > 1 and sys.argv[1] in OWNERS_COMMANDS:
        os.environ["SAMLENG_DATABASE_ROLE"] = "owner"
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
