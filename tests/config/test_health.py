"""What the balancer asks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from config import health


@pytest.mark.django_db
def test_a_process_with_its_database_and_migrations_is_healthy(client: Client) -> None:
    answer = client.get("/healthz")
    queues = {"inbound_dead": 0, "inbound_oldest_s": 0, "outbound_oldest_due_s": 0}
    assert (answer.status_code, answer.json()) == (
        200,
        {"database": True, "migrations": True, "degraded": False, "queues": queues},
    )
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_a_process_without_its_database_is_not_healthy(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def cursor(self) -> None:
            raise DatabaseError

    monkeypatch.setattr(health, "connection", Broken())
    assert client.get("/healthz").status_code == 503


@pytest.mark.django_db
def test_a_process_that_is_newer_than_its_tables_is_not_healthy(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_complete", set())
    plan: Callable[..., Any] = lambda _executor, _targets: ["a migration"]  # noqa: E731
    monkeypatch.setattr(MigrationExecutor, "migration_plan", plan)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["migrations"]) == (503, False)
