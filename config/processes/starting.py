"""What every process does before it works: read the settings, and refuse wrong ones."""

import io
import os
import sys


def prepare() -> None:
    """Set Django up; end with the list of what is wrong when the environment is not right."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError

    django.setup()
    try:
        # In a trial too: what is made up must not stand open to other machines.
        call_command("check", deploy=True, tags=["samleng"], stdout=io.StringIO())
    except SystemCheckError as error:
        sys.exit(str(error))
