"""Working calendars and deadline policies, versioned: a case keeps those it was filed under."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflows.models.naming import Named
from workflows.models.revision import frozen_once_in_force, frozen_with, renews_revision


@pghistory.track()
class WorkCalendar(Named):
    """The open hours of offices: several intervals a day, and days that differ."""

    code = models.CharField(_("code"), max_length=40)
    version = models.PositiveIntegerField(_("version"), default=1)
    zone = models.CharField(_("time zone"), max_length=40, default="Asia/Phnom_Penh")
    # {"mon": [["07:30", "11:30"], ["14:00", "17:00"]], ...}; a day left out is closed.
    weekly = models.JSONField(_("weekly hours"))
    note = models.TextField(_("note"), blank=True, default="")
    valid_from = models.DateField(_("valid from"))

    class Meta:
        verbose_name = _("working calendar")
        verbose_name_plural = _("working calendars")
        ordering = ["code", "-version"]
        triggers = [renews_revision(), frozen_once_in_force()]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="work_calendar_version_once")
        ]


class DayKind(models.TextChoices):
    """How a day differs from its weekday."""

    CLOSED = "closed", _("closed")
    PARTIAL = "partial", _("other hours")
    EXTRA = "extra", _("extra working day")


@pghistory.track()
class CalendarDay(Named):
    """A date that differs: a holiday, a half day, a day worked in lieu."""

    calendar = models.ForeignKey(WorkCalendar, models.CASCADE, related_name="days")
    date = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=10, choices=DayKind.choices)
    intervals = models.JSONField(_("open hours"), default=list, blank=True)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["date"]
        triggers = [
            renews_revision(),
            frozen_with("workflows_workcalendar", "calendar_id"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "date"], name="calendar_day_once"),
            models.CheckConstraint(
                name="calendar_day_hours_fit_its_kind",
                condition=Q(kind="closed", intervals=[]) | ~Q(kind="closed") & ~Q(intervals=[]),
            ),
        ]


class Metric(models.TextChoices):
    """What a clock measures."""

    ACKNOWLEDGE = "acknowledge", _("acknowledged by an officer")
    FIRST_RESPONSE = "first_response", _("first answer")
    RESOLUTION = "resolution", _("resolved")
    SAFE_REFERRAL = "safe_referral", _("safely referred")
    BENEFICIARY = "beneficiary", _("the person's wait")


class TargetUnit(models.TextChoices):
    """The unit of a target; working units count open seconds only."""

    MINUTES = "minutes", _("minutes")
    WORKING_HOURS = "working_hours", _("working hours")
    WORKING_DAYS = "working_days", _("working days")
    CALENDAR_HOURS = "calendar_hours", _("hours")
    CALENDAR_DAYS = "calendar_days", _("days")


@pghistory.track()
class SlaPolicy(Named):
    """A set of targets; the first policy that fits wins, one default fits all."""

    code = models.CharField(_("code"), max_length=40)
    version = models.PositiveIntegerField(_("version"), default=1)
    order = models.PositiveIntegerField(_("order"))
    programmes = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name=_("programmes")
    )
    categories = ArrayField(
        models.CharField(max_length=30), default=list, blank=True, verbose_name=_("categories")
    )
    is_default = models.BooleanField(_("default"), default=False)
    calendar_code = models.CharField(_("calendar"), max_length=40)
    # As workflows.sla.ladder.parse_ladder reads it.
    ladder = models.JSONField(_("warnings and escalation"), default=list)
    # Windows around the clocks, in calendar days.
    confirm_days = models.PositiveSmallIntegerField(_("days to confirm a solution"), default=14)
    reopen_days = models.PositiveSmallIntegerField(_("days in which to reopen"), default=30)
    awaiting_cap_days = models.PositiveSmallIntegerField(
        _("longest wait for the person, in days"), default=30
    )
    offer_days = models.PositiveSmallIntegerField(
        _("days for another office to answer an offer"), default=5
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        verbose_name = _("deadline policy")
        verbose_name_plural = _("deadline policies")
        ordering = ["order", "code"]
        triggers = [renews_revision(), frozen_once_in_force()]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="sla_policy_version_once"),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(valid_to__isnull=True),
                name="sla_policy_one_open_version",
            ),
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True, valid_to__isnull=True),
                name="sla_policy_one_default",
            ),
        ]


@pghistory.track()
class SlaTarget(models.Model):
    """One typed target of a policy."""

    policy = models.ForeignKey(SlaPolicy, models.CASCADE, related_name="targets")
    metric = models.CharField(_("measure"), max_length=20, choices=Metric.choices)
    amount = models.PositiveIntegerField(_("amount"))
    unit = models.CharField(_("unit"), max_length=20, choices=TargetUnit.choices)

    class Meta:
        verbose_name = _("deadline target")
        verbose_name_plural = _("deadline targets")
        triggers = [renews_revision(), frozen_with("workflows_slapolicy", "policy_id")]
        constraints = [
            models.UniqueConstraint(fields=["policy", "metric"], name="sla_target_once"),
            models.CheckConstraint(name="sla_target_positive", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.get_metric_display()}: {self.amount} {self.get_unit_display()}"
