"""/healthz: whether this process can serve, for the balancer and the container."""

from contextlib import suppress
from dataclasses import asdict

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from channels_app import backlog

# Migrations are not undone while a process serves: once complete, not asked again.
_complete: set[str] = set()


@login_not_required
@never_cache
@require_safe
@transaction.non_atomic_requests
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and every migration is applied, else 503.

    How the queues are is told beside it and fails nothing: another process would not help.
    """
    database = _database_answers()
    migrations = database and migrations_are_complete()
    answer: dict[str, object] = {"database": database, "migrations": migrations}
    if migrations:
        with suppress(DatabaseError):
            queues = backlog.measure()
            answer |= {"degraded": queues.is_degraded, "queues": asdict(queues)}
    return JsonResponse(answer, status=200 if migrations else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def migrations_are_complete() -> bool:
    """Say whether this code's migrations are all applied to the database."""
    name = str(connection.settings_dict["NAME"])
    if name not in _complete:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _complete.add(name)
    return True
