"""Gathering what a person said before there was a case for it."""

from datetime import datetime

from cases.models import Case, ThreadMessage
from cases.services.steps import record
from channels_app.models import Contact


def gather(case: Case, *, contact: Contact, since: datetime) -> None:
    """Move the messages of this address that are in no case, and came since then, into this one."""
    loose = ThreadMessage.objects.filter(
        case=None, contact=contact, inbound__isnull=False, at__gte=since
    )
    moved = list(loose.order_by("id").values_list("pk", "inbound_id"))
    ThreadMessage.objects.filter(pk__in=[pk for pk, _ in moved]).update(case=case)
    for _, inbound in moved:
        record(case, "message_in", message=inbound)
