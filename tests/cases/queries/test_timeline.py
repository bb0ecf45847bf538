"""The history says what happened, and nothing that did not."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from cases.models import Case, CaseEvent
from cases.queries import timeline
from cases.services.escalating import check_deadlines
from tests.travel import Travel
from workflows.models import Officer

pytestmark = pytest.mark.django_db


def test_a_late_case_says_whose_level_it_reached_and_not_that_anybody_was_told(
    case: Case, officer: Officer, travel: Travel, client: Client
) -> None:
    travel.forward(days=90)
    while check_deadlines():
        pass
    assert CaseEvent.objects.filter(case=case, kind="escalated").exists()
    with translation.override("en"):
        lines = [line for moment in timeline.of(case) for line in moment.lines]
    assert "deadline level: NSPC reached" in lines
    assert not any(line.endswith(" told") for line in lines)
    client.force_login(officer, backend=settings.AUTHENTICATION_BACKENDS[-1])
    for address in ("/", case.get_absolute_url()):
        assert "កម្រិតកាលកំណត់៖ ដល់ ក.គ.ស." in client.get(address).content.decode()


def test_the_levels_are_said_in_khmer() -> None:
    with translation.override("km"):
        assert timeline.level_reached(1) == "កម្រិតកាលកំណត់៖ ដល់អ្នកត្រួតពិនិត្យ"
        assert timeline.level_reached(0) == ""
