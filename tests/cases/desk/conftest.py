"""Officers at their screens."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from workflows.models import Officer


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    """Sign an officer in; they read English, so that a test can be read."""

    def sign_in(who: Officer, *, language: str = "en") -> Client:
        Officer.objects.filter(pk=who.pk).update(language=language)
        client = Client()
        client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def sent(client: Client, url: str, **fields: Any) -> dict[str, Any]:
    """What the form of a page would send: its hidden fields, and what the officer wrote."""
    form = client.get(url).context["form"]
    hidden = {field.html_name: str(field.value()) for field in form.hidden_fields()}
    return {**hidden, **fields}
