"""Officers of each role at the catalogue's pages."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from workflows.models import Office, Officer
from workflows.models.organisation import Role


def page(model: type, verb: str, *args: object) -> str:
    return reverse(f"admin:workflows_{model._meta.model_name}_{verb}", args=args)  # type: ignore[attr-defined]


@pytest.fixture
def as_role(client: Client, make_officer: Callable[..., Officer]) -> Callable[..., Client]:
    """Sign in as an officer of a role."""

    def sign_in(role: str, **more: object) -> Client:
        office = Office.objects.get(code="NSPC-ME")
        client.force_login(
            make_officer(f"{role} officer", office, role, language="en", **more),
            backend="django.contrib.auth.backends.ModelBackend",
        )
        client.cookies["django_language"] = "en"
        return client

    return sign_in


@pytest.fixture
def tending(as_role: Callable[..., Client]) -> Client:
    """A catalogue officer at the pages."""
    return as_role(Role.CATALOGUE)


@pytest.fixture
def administrator_at_work(as_role: Callable[..., Client]) -> Client:
    """An administrator at the pages."""
    return as_role(Role.ADMIN)
