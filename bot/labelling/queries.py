"""Which messages a supervisor may label."""

from django.db.models import Q, QuerySet

from bot.labelling.models import LabelState, LabelTask
from cases import access
from workflows.models import Officer


def waiting_for(officer: Officer) -> QuerySet[LabelTask]:
    """The least sure first: those in cases that the officer sees; those in none are NSPC's."""
    seen = Q(inbound__thread_message__case__in=access.visible_to(officer))
    if officer.office is not None and officer.office.agency.is_overseer:
        seen |= Q(inbound__thread_message__case=None)
    # Whoever confided something may have begun to do so in the words before.
    confided = Q(inbound__contact__persons__parties__case__is_sensitive=True)
    tasks = LabelTask.objects.filter(seen, state=LabelState.WAITING).exclude(confided)
    return tasks.select_related("inbound__channel").order_by("confidence", "-id")
