"""What people can ask or complain about: programmes, categories, payment providers."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.models.naming import Named
from workflows.models.organisation import Agency
from workflows.models.revision import renews_revision


@pghistory.track()
class PaymentProvider(Named):
    """A company that pays benefits out and answers for its part of a payment case."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    agency = models.OneToOneField(
        Agency, models.PROTECT, related_name="payment_provider", verbose_name=_("agency")
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("payment provider")
        verbose_name_plural = _("payment providers")


class ProgrammeStatus(models.TextChoices):
    """Whether a programme still takes people."""

    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


@pghistory.track()
class Programme(Named):
    """A benefit or service. A closed one keeps a last day for complaints."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="programmes", verbose_name=_("lead agency")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    payment_providers = models.ManyToManyField(
        PaymentProvider, blank=True, verbose_name=_("payment providers")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=ProgrammeStatus.choices, default=ProgrammeStatus.OPEN
    )
    filing_deadline_on = models.DateField(_("last day for complaints"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True, help_text=_("Source of the facts."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["order", "code"]
        triggers = [renews_revision()]


class Sensitivity(models.TextChoices):
    """Whether a category is restricted."""

    NORMAL = "N", _("ordinary")
    CONDITIONAL = "C", _("restricted when an official or agent is accused")
    SENSITIVE = "Y", _("restricted")


class Severity(models.IntegerChoices):
    """How much harm waiting does."""

    LOW = 1, _("low")
    MEDIUM = 2, _("medium")
    HIGH = 3, _("high")
    CRITICAL = 4, _("critical")


@pghistory.track()
class Category(Named):
    """A kind of matter, such as PAY.MISSED."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    programmes = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        verbose_name=_("programmes"),
        help_text=_("Programme codes or patterns such as FP*; empty for all."),
    )
    severity = models.PositiveSmallIntegerField(_("severity"), choices=Severity.choices)
    sensitivity = models.CharField(_("restriction"), max_length=1, choices=Sensitivity.choices)
    is_enquiry = models.BooleanField(
        _("enquiry"), default=False, help_text=_("Counted apart from complaints.")
    )
    is_active = models.BooleanField(_("active"), default=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["code"]
