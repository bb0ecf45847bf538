"""Routing rules: which office owns a matter, in an order that an officer can read."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflows.models.naming import Named
from workflows.models.organisation import Agency, Area, Office, OfficeLevel
from workflows.models.revision import frozen_once_in_force, renews_revision


@pghistory.track()
class RoutingRule(Named):
    """One line of the routing table; the first that fits wins. Its name says why in plain words."""

    code = models.CharField(_("code"), max_length=40)
    version = models.PositiveIntegerField(_("version"), default=1)
    order = models.PositiveIntegerField(_("order"))
    programmes = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name=_("programmes")
    )
    categories = ArrayField(
        models.CharField(max_length=30), default=list, blank=True, verbose_name=_("categories")
    )
    channels = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name=_("channels")
    )
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, verbose_name=_("area"))
    sensitive = models.BooleanField(_("restricted cases"), null=True, blank=True)
    overseer_accused = models.BooleanField(_("the overseer is accused"), null=True, blank=True)
    # The target: a fixed office, or an agency's office at a level nearest to the place.
    office = models.ForeignKey(
        Office,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("office"),
    )
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("agency"),
    )
    level = models.CharField(
        _("level"), max_length=10, choices=OfficeLevel.choices, blank=True, default=""
    )
    lifts_to = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("goes up to"),
        help_text=_("The agency whose office is next when the first cannot; empty: the parent."),
    )
    note = models.TextField(_("note"), blank=True, default="")
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("routing rule")
        verbose_name_plural = _("routing rules")
        ordering = ["order", "code"]
        triggers = [renews_revision(), frozen_once_in_force()]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="routing_rule_version_once"),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(valid_to__isnull=True),
                name="routing_rule_one_open_version",
            ),
            models.CheckConstraint(
                name="routing_rule_has_one_target",
                condition=Q(office__isnull=False, agency__isnull=True, level="")
                | Q(office__isnull=True, agency__isnull=False) & ~Q(level="")
                # Neither: the lead agency of the programme, at that level.
                | Q(office__isnull=True, agency__isnull=True) & ~Q(level=""),
            ),
        ]
