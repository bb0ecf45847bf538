"""An offer of a case from one office to another."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from timekeeping.now import DatabaseNow
from workflows.models import Office, Officer


class ReferralState(models.TextChoices):
    """What the other office said."""

    OFFERED = "offered", _("offered")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")
    TAKEN_BACK = "taken_back", _("taken back")
    LAPSED = "lapsed", _("not answered in time")


class Referral(models.Model):
    """A hand-over that the other office accepts, or refuses with a reason."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals")
    from_office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    to_office = models.ForeignKey(Office, models.PROTECT, related_name="referrals")
    state = models.CharField(
        max_length=10, choices=ReferralState.choices, default=ReferralState.OFFERED
    )
    reason = models.TextField(_("reason"))
    refusal_reason = models.TextField(_("reason for refusing"), blank=True, default="")
    offered_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField(db_default=DatabaseNow())
    # When the offer ends by itself and the case goes back to its owner.
    lapses_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        indexes = [
            models.Index(
                fields=["lapses_at"], condition=Q(state="offered"), name="referral_lapses"
            ),
            models.Index(
                fields=["to_office"], condition=Q(state="offered"), name="referral_offered_to"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="offered"), name="referral_one_open_offer"
            ),
            models.CheckConstraint(
                name="referral_refusal_has_a_reason",
                condition=~Q(state="refused") | ~Q(refusal_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"referral of case {self.case_id}"
