"""A question answered in the same breath: recorded, no clock left running, no text of its own."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from cases.errors import IllegalMove
from cases.models import Case, ClockState, ClosureKind
from cases.queries import monitoring, timeline
from cases.queries.monitoring import Filters
from cases.services import enquiring, lapsing, reopening
from cases.services.matter import Matter
from channels_app.models import Contact, OutboundMessage
from tests.travel import Travel
from timekeeping.now import now
from workflows.lifecycle import CaseState
from workflows.models import Area, Category

pytestmark = pytest.mark.django_db
RUNNING = {ClockState.RUNNING, ClockState.PAUSED, ClockState.BREACHED_OPEN}


@pytest.fixture
def question(commune: Area, complainant: Contact) -> Callable[..., Matter]:
    """A person asks when pay day is."""

    def asked(**changes: Any) -> Matter:
        known: dict[str, Any] = {
            "origin": "sms",
            "narrative": "when is pay day?",
            "received_at": now(),
            "category": Category.objects.get(code="INFO.PAYDATE"),
            "area": commune,
            "contact": complainant,
        }
        return Matter(**(known | changes))

    return asked


def test_it_is_resolved_at_once_with_no_clock_running_and_nothing_sent(
    question: Callable[..., Matter],
) -> None:
    case = Case.objects.get(pk=enquiring.answered(question(), origin="knowledge:pay-day:1").pk)
    assert (case.state, case.outcome, case.is_enquiry) == (CaseState.RESOLVED, "answered", True)
    assert case.next_due_at is None
    assert not case.clocks.filter(state__in=RUNNING).exists()
    assert case.first_response_at == case.resolved_at is not None
    assert not OutboundMessage.objects.exists()
    assert [event.kind for event in case.events.order_by("pk")] == ["opened", "resolved"]
    assert case.events.get(kind="resolved").details["answered_from"] == "knowledge:pay-day:1"
    assert "resolved" in {moment.kind for moment in timeline.of(case)}


def test_it_counts_as_an_enquiry_answered_at_first_contact_and_not_as_a_complaint(
    question: Callable[..., Matter], missed_payment: Callable[..., Case]
) -> None:
    enquiring.answered(question(), origin="registry:imported")
    missed_payment()
    sheet = monitoring.read(Filters())
    assert sheet.enquiry_total is not None
    assert (sheet.enquiry_total.received, sheet.enquiry_total.first_contact) == (1, 1)
    assert sheet.enquiry_total.open == 0
    assert sheet.total is not None
    assert sheet.total.received == 1


def test_not_solved_brings_it_to_the_office(
    question: Callable[..., Matter],
) -> None:
    case = enquiring.answered(question(), origin="knowledge:pay-day:1")
    reopening.reopen(case, reason="not solved", key=uuid4())
    again = Case.objects.get(pk=case.pk)
    assert again.state == CaseState.ASSIGNED
    assert again.office is not None
    assert again.clocks.filter(state=ClockState.RUNNING, metric="resolution").exists()


def test_silence_closes_it_without_a_text(question: Callable[..., Matter], travel: Travel) -> None:
    case = enquiring.answered(question(), origin="knowledge:pay-day:1")
    travel.forward(days=60)
    assert lapsing.close_silent() == 1
    closed = Case.objects.get(pk=case.pk)
    assert (closed.state, closed.closure) == (CaseState.CLOSED, ClosureKind.SILENT)
    assert not OutboundMessage.objects.exists()


def test_a_second_press_is_the_same_enquiry(question: Callable[..., Matter]) -> None:
    key = uuid4()
    first = enquiring.answered(question(), origin="a", key=key)
    assert enquiring.answered(question(), origin="a", key=key) == first
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    "changes", [{"category": "PAY.MISSED"}, {"sensitive": True}, {"urgent": True}, {"category": ""}]
)
def test_a_complaint_a_restricted_and_an_urgent_matter_need_a_person(
    question: Callable[..., Matter], changes: dict[str, Any]
) -> None:
    if "category" in changes:
        changes = {"category": Category.objects.filter(code=changes["category"]).first()}
    with pytest.raises(IllegalMove):
        enquiring.answered(question(**changes), origin="a")
    assert not Case.objects.exists()
