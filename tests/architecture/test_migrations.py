"""The migrations say what the models say."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from tests.architecture import tree


def test_no_migration_is_missing() -> None:
    loader = MigrationLoader(None)
    # Migrations hold the names in the language of the code.
    with translation.override(None):
        detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        missing = detector.changes(graph=loader.graph)
    assert {
        app: [
            operation.describe() for migration in migrations for operation in migration.operations
        ]
        for app, migrations in missing.items()
        if app in tree.APPS
    } == {}


def test_no_app_has_two_last_migrations() -> None:
    assert MigrationLoader(None).detect_conflicts() == {}
