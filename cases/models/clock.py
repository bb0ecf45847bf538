"""The deadlines of a case: a clock row as cache, an append-only ledger as truth."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.triggers import append_only
from timekeeping.now import DatabaseNow
from workflows.models import Officer
from workflows.models.sla import Metric


class ClockState(models.TextChoices):
    """Where a clock stands."""

    RUNNING = "running", _("running")
    PAUSED = "paused", _("paused")
    MET = "met", _("met")
    BREACHED_OPEN = "breached_open", _("late and still open")
    BREACHED_CLOSED = "breached_closed", _("done late")
    CANCELLED = "cancelled", _("no longer needed")


UNMET = [ClockState.RUNNING, ClockState.PAUSED, ClockState.BREACHED_OPEN]


class Clock(models.Model):
    """One target of one case. Everything here can be recomputed from its entries."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="clocks")
    metric = models.CharField(_("measure"), max_length=20, choices=Metric.choices)
    instance = models.PositiveSmallIntegerField(default=1)
    policy_code = models.CharField(max_length=40)
    policy_version = models.PositiveIntegerField()
    # One immutable version of a calendar, such as office@1.
    calendar_id = models.CharField(max_length=60)
    target_s = models.PositiveBigIntegerField(_("target in seconds"))
    consumed_s = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=16, choices=ClockState.choices)
    started_at = models.DateTimeField()
    resumed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    breach_cause = models.CharField(max_length=10, blank=True, default="")
    overdue_s = models.PositiveBigIntegerField(null=True)
    epoch = models.PositiveIntegerField(default=1)
    # When check_deadlines must look again: the next warning, the due time or the next rung.
    next_fire_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "metric", "instance"], name="clock_instance_once"
            ),
            models.UniqueConstraint(
                fields=["case", "metric"],
                condition=Q(state__in=["running", "paused", "breached_open"]),
                name="clock_one_open_per_metric",
            ),
            models.CheckConstraint(
                name="clock_running_has_a_due_time",
                condition=~Q(state="running") | Q(due_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_fire_at"],
                condition=Q(next_fire_at__isnull=False),
                name="clock_next_fire",
            )
        ]

    def __str__(self) -> str:
        return f"{self.metric} of case {self.case_id}"


class ClockEntry(models.Model):
    """A line of the ledger: started, paused, resumed, retargeted, stopped, and why."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12)
    at = models.DateTimeField()
    target_s = models.PositiveBigIntegerField(null=True)
    calendar_id = models.CharField(max_length=60, blank=True, default="")
    corrects = models.BooleanField(default=False)
    gap_counts = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True, default="")
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        verbose_name = _("clock entry")
        verbose_name_plural = _("clock entries")
        indexes = [models.Index(fields=["clock", "id"], name="clock_ledger")]
        triggers = append_only("clock_entry")

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M:%S}"


class ClockAlert(models.Model):
    """A rung of the ladder that was reached, once, at its true time."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="alerts")
    epoch = models.PositiveIntegerField()
    threshold = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField()
    reached_at = models.DateTimeField()
    detected_at = models.DateTimeField(db_default=DatabaseNow())
    # Rungs that downtime skipped are recorded; only the highest is told.
    notified = models.BooleanField()

    class Meta:
        verbose_name = _("deadline alert")
        verbose_name_plural = _("deadline alerts")
        constraints = [
            models.UniqueConstraint(
                fields=["clock", "epoch", "threshold", "level"], name="clock_alert_once"
            )
        ]
        triggers = append_only("clock_alert")

    def __str__(self) -> str:
        return f"{self.threshold} of clock {self.clock_id}"
