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
    tasks = LabelTask.objects.filter(seen, state=LabelState.WAITING)
    return tasks.select_related("inbound__channel").order_by("confidence", "-id")
