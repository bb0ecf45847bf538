"""Hearing from the wires that a message of ours was taken: an officer's first one is an answer."""

import structlog
from django.db import DatabaseError, transaction

from cases.models import Case, ThreadMessage
from cases.services import clocks
from cases.services.steps import record
from channels_app import outbox
from channels_app.models import OutboundMessage, OutboundState
from workflows.errors import WorkflowError
from workflows.models.sla import Metric
from workflows.sla.errors import SlaError

log = structlog.get_logger(__name__)


@transaction.atomic
def hear_accepted(limit: int = 100) -> int:
    """Claim messages that providers took and stop the first-response clocks they answer.

    A message whose case cannot be read now stays unheard, and keeps no other from being heard.
    """
    messages = outbox.claim_accepted_unheard(limit)
    by_officers = ThreadMessage.objects.filter(
        outbound__in=messages, is_human=True, case__isnull=False
    )
    cases = dict(by_officers.values_list("outbound_id", "case_id"))
    # In the order of the cases, as everywhere where several are locked.
    ordered = sorted(messages, key=lambda message: (cases.get(message.pk) or 0, message.pk))
    heard = [message for message in ordered if _heard(message, cases.get(message.pk))]
    outbox.mark_heard(heard)
    return len(heard)


def _heard(message: OutboundMessage, case_id: int | None) -> bool:
    if case_id is None:
        return True
    try:
        with transaction.atomic():
            _answered(case_id, message)
    except (DatabaseError, WorkflowError, SlaError):
        log.exception("hearing_failed", message_id=message.pk, case_id=case_id)
        return False
    return True


def _answered(case_id: int, message: OutboundMessage) -> None:
    case = Case.objects.select_for_update().get(pk=case_id)
    if case.first_response_at is not None or message.accepted_at is None:
        return
    if message.state == OutboundState.FAILED:
        # The provider took it and the phone never got it: nobody was answered.
        return
    case.first_response_at = message.accepted_at
    clocks.stop(case, [Metric.FIRST_RESPONSE], at=message.accepted_at)
    case.store("first_response_at", "next_due_at", "promised_at")
    record(case, "first_response", message=message.pk)
