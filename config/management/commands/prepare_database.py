"""Give the application role what it needs in this database, and nothing more."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import roles


class Command(BaseCommand):
    """Runs as the owner, after migrate; a second run changes nothing."""

    help = "Make the application role and give it its rights. Runs as the owner, repeatably."
    requires_migrations_checks = False

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Make the role, grant, and say what it was."""
        try:
            role = roles.prepare(settings.ENV)
        except roles.RoleError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{role} may read and write rows; it may not truncate or change tables.")
