"""What is done about an upheld case. A decision to pay is not a payment."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from timekeeping.now import DatabaseNow
from workflows.models import Officer


class RemedyKind(models.TextChoices):
    """What the person gets."""

    PAYMENT = "payment", _("payment")
    CARD = "card", _("card or document")
    REGISTRATION = "registration", _("registration or correction")
    SERVICE = "service", _("care or service")
    APOLOGY = "apology", _("explanation or apology")
    OTHER = "other", _("other")


class Remedy(models.Model):
    """What, by whom, due when, done when, with which proof."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="remedies")
    kind = models.CharField(_("remedy"), max_length=15, choices=RemedyKind.choices)
    what = models.CharField(_("what will be done"), max_length=300)
    by_whom = models.CharField(_("by whom"), max_length=200)
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    proof = models.CharField(_("proof"), max_length=300, blank=True, default="")
    refused_because = models.CharField(_("refused because"), max_length=300, blank=True, default="")
    created_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        verbose_name = _("remedy")
        verbose_name_plural = _("remedies")
        indexes = [
            models.Index(
                fields=["case"],
                condition=Q(done_on__isnull=True, refused_because=""),
                name="remedy_promised",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="remedy_done_has_proof",
                condition=Q(done_on__isnull=True) | ~Q(proof=""),
            ),
            models.CheckConstraint(
                name="remedy_is_not_done_and_refused",
                condition=Q(done_on__isnull=True) | Q(refused_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for case {self.case_id}"
