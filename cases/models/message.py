"""The thread: every message that came in or went out, in exactly one place."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from channels_app.models import Contact, InboundMessage, OutboundMessage
from timekeeping.now import DatabaseNow


class ThreadMessage(models.Model):
    """A message's one place: a case, or else the contact's own thread with the bot."""

    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="thread")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="thread")
    inbound = models.OneToOneField(
        InboundMessage, models.PROTECT, null=True, related_name="thread_message"
    )
    outbound = models.OneToOneField(
        OutboundMessage, models.PROTECT, null=True, related_name="thread_message"
    )
    # Written by an officer: the only kind of message that stops the first-response clock.
    is_human = models.BooleanField(default=False)
    at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        verbose_name = _("message in a thread")
        verbose_name_plural = _("messages in threads")
        constraints = [
            models.CheckConstraint(
                name="thread_message_is_in_or_out",
                condition=Q(inbound__isnull=False, outbound__isnull=True)
                | Q(inbound__isnull=True, outbound__isnull=False),
            )
        ]
        indexes = [models.Index(fields=["case", "id"], name="thread_of_case")]

    def __str__(self) -> str:
        return f"message {self.pk} of case {self.case_id}"
