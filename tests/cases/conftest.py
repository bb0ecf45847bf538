"""Cases to work on."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from cases.models import Case
from cases.services.assigning import accept
from cases.services.matter import Matter
from cases.services.opening import open_case
from channels_app.models import Contact
from timekeeping.now import now
from workflows.models import Area, Category, Officer, Programme


def press(case: Case) -> dict[str, Any]:
    """What a button sends along: the version on the screen and a fresh key."""
    return {"version": Case.objects.get(pk=case.pk).version, "key": uuid4()}


@pytest.fixture
def missed_payment(commune: Area, complainant: Contact) -> Callable[..., Case]:
    """Open a case about a payment that did not come."""

    def make(**changes: Any) -> Case:
        known: dict[str, Any] = {
            "origin": "sms",
            "narrative": "លុយមិនចូល",
            "received_at": now(),
            "category": Category.objects.get(code="PAY.MISSED"),
            "programme": Programme.objects.get(code="FP"),
            "area": commune,
            "contact": complainant,
        }
        return open_case(Matter(**(known | changes)))

    return make


@pytest.fixture
def case(missed_payment: Callable[..., Case], officer: Officer) -> Case:
    """A case that waits in the commune office's queue."""
    return missed_payment()


@pytest.fixture
def accepted(case: Case, officer: Officer) -> Case:
    """A case on which the officer works."""
    accept(case, by=officer, **press(case))
    return Case.objects.get(pk=case.pk)
