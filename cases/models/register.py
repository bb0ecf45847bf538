"""The imported register: keyed hashes and what may be told; no name, number or birthday."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timekeeping.now import DatabaseNow
from workflows.models import Area, PaymentProvider, Programme

HASH = 64
# A fact is drawn from few values: the hash is salted with its household's, and half is enough.
FACT = 32


class Level(models.TextChoices):
    """What the identification said of a household."""

    POOR_1 = "poor_1", _("poor, level 1")
    POOR_2 = "poor_2", _("poor, level 2")
    AT_RISK = "at_risk", _("at risk")


class PaymentStatus(models.TextChoices):
    """What became of a household's money in one cycle."""

    PAID = "paid", _("paid out")
    UNPAID = "unpaid", _("not paid out yet")
    RETURNED = "returned", _("gone back after the withdrawal window")
    STOPPED = "stopped", _("stopped")


class RegisterHousehold(models.Model):
    """A household of the imported register, found by the keyed hash of either of its numbers."""

    number_hash = models.CharField(max_length=HASH, unique=True)
    card_hash = models.CharField(max_length=HASH, blank=True, default="")
    facts = ArrayField(models.CharField(max_length=FACT), default=list)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, blank=True)
    is_listed = models.BooleanField(_("listed"), default=True)
    valid_until = models.DateField(_("card valid until"), null=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        verbose_name = _("household of the register")
        verbose_name_plural = _("households of the register")
        indexes = [
            models.Index(
                fields=["card_hash"], condition=~Q(card_hash=""), name="register_household_card"
            )
        ]

    def __str__(self) -> str:
        return f"household {self.pk}"


class RegisterPayment(models.Model):
    """A cycle's payment to a household, by the number that the payment list gives.

    No foreign key to the household: the register of households may be another system.
    """

    number_hash = models.CharField(max_length=HASH)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    cycle = models.CharField(_("cycle"), max_length=40)
    status = models.CharField(_("status"), max_length=10, choices=PaymentStatus.choices)
    amount_riel = models.PositiveBigIntegerField(_("amount in riel"), null=True)
    paid_on = models.DateField(_("paid on"), null=True)
    withdraw_by = models.DateField(_("to be withdrawn by"), null=True)
    provider = models.ForeignKey(PaymentProvider, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        verbose_name = _("payment of the register")
        verbose_name_plural = _("payments of the register")
        constraints = [
            models.UniqueConstraint(
                fields=["number_hash", "programme", "cycle"], name="register_payment_once"
            ),
            models.CheckConstraint(
                name="register_payment_day_fits_its_status",
                condition=Q(paid_on__isnull=True) | Q(status=PaymentStatus.PAID),
            ),
        ]

    def __str__(self) -> str:
        return f"payment {self.pk}"


class StagedHousehold(models.Model):
    """A row of a file on its way into the register: filled and emptied in one transaction."""

    line = models.BigIntegerField()
    number_hash = models.CharField(max_length=HASH)
    card_hash = models.CharField(max_length=HASH)
    facts = ArrayField(models.CharField(max_length=FACT))
    level = models.CharField(max_length=10)
    is_listed = models.BooleanField()
    valid_until = models.DateField(null=True)
    area_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("staged household")
        verbose_name_plural = _("staged households")

    def __str__(self) -> str:
        return f"line {self.line}"


class StagedPayment(models.Model):
    """The same for a payment."""

    line = models.BigIntegerField()
    number_hash = models.CharField(max_length=HASH)
    programme_id = models.BigIntegerField()
    cycle = models.CharField(max_length=40)
    status = models.CharField(max_length=10)
    amount_riel = models.BigIntegerField(null=True)
    paid_on = models.DateField(null=True)
    withdraw_by = models.DateField(null=True)
    provider_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("staged payment")
        verbose_name_plural = _("staged payments")

    def __str__(self) -> str:
        return f"line {self.line}"
