"""A message that was understood with little confidence, and what a supervisor says it is."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case, ThreadMessage
from channels_app.models import InboundMessage
from channels_app.sealed import SealedTextField
from timekeeping.now import DatabaseNow
from workflows.models import Officer


class LabelState(models.TextChoices):
    """Where a message is on its way to being an example."""

    WAITING = "waiting", _("to be labelled")
    APPROVED = "approved", _("an example")
    SET_ASIDE = "set_aside", _("no example")


class LabelTask(models.Model):
    """One message to label: its words stay sealed in it, the example names nobody."""

    inbound = models.OneToOneField(InboundMessage, models.PROTECT, related_name="label_task")
    guessed_intent = models.CharField(max_length=30)
    guessed_category = models.CharField(max_length=30, blank=True, default="")
    confidence = models.FloatField(default=0)
    state = models.CharField(max_length=10, choices=LabelState.choices, default=LabelState.WAITING)
    intent = models.CharField(_("what the person does"), max_length=30, blank=True, default="")
    category = models.CharField(_("matter"), max_length=30, blank=True, default="")
    # The words as an example: without names, numbers and whatever else tells who it was.
    phrase = SealedTextField(_("words to learn"), blank=True, default="")
    labelled_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    labelled_at = models.DateTimeField(null=True)
    exported_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        verbose_name = _("message to label")
        verbose_name_plural = _("messages to label")
        indexes = [
            models.Index(
                fields=["confidence", "id"],
                condition=Q(state=LabelState.WAITING),
                name="label_waiting",
            ),
            models.Index(
                fields=["id"],
                condition=Q(state=LabelState.APPROVED, exported_at__isnull=True),
                name="label_to_export",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="label_approved_says_what_and_who",
                condition=~Q(state=LabelState.APPROVED)
                | (~Q(intent="") & ~Q(category="") & Q(labelled_by__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return f"label task {self.pk}"

    @property
    def case(self) -> Case | None:
        """The case that the message is in now: whoever may see that may see this."""
        place = ThreadMessage.objects.filter(inbound=self.inbound_id).select_related("case").first()
        return place.case if place else None
