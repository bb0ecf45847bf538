"""Hearing from the wires that a message of ours was taken: an officer's first one is an answer."""

from django.db import transaction

from cases.models import Case, ThreadMessage
from cases.services import clocks
from cases.services.steps import record
from channels_app import outbox
from channels_app.models import OutboundMessage, OutboundState
from workflows.models.sla import Metric


@transaction.atomic
def hear_accepted(limit: int = 100) -> int:
    """Claim messages that providers took and stop the first-response clocks they answer."""
    messages = outbox.claim_accepted_unheard(limit)
    linked = {
        thread.outbound_id: thread
        for thread in ThreadMessage.objects.filter(
            outbound__in=messages, is_human=True, case__isnull=False
        ).select_related("outbound")
    }
    for message in messages:
        thread = linked.get(message.pk)
        if thread is not None and thread.case_id is not None:
            _answered(thread.case_id, message)
    outbox.mark_heard(messages)
    return len(messages)


def _answered(case_id: int, message: OutboundMessage) -> None:
    case = Case.objects.select_for_update().get(pk=case_id)
    if case.first_response_at is not None or message.accepted_at is None:
        return
    if message.state == OutboundState.FAILED:
        # The provider took it and the phone never got it: nobody was answered.
        return
    case.first_response_at = message.accepted_at
    clocks.stop(case, [Metric.FIRST_RESPONSE], at=message.accepted_at)
    case.save()
    record(case, "first_response", message=message.pk)
