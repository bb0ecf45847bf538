"""What was done with the register: its imports, and every look-up."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.triggers import append_only
from channels_app.models import Contact
from timekeeping.now import DatabaseNow


class ImportKind(models.TextChoices):
    """What a file holds."""

    HOUSEHOLDS = "households", _("households")
    PAYMENTS = "payments", _("payments")


class RegisterImport(models.Model):
    """One file that was brought in, or was refused whole: then nothing of it is in the register."""

    kind = models.CharField(_("what"), max_length=10, choices=ImportKind.choices)
    file_name = models.CharField(_("file"), max_length=200)
    file_hash = models.CharField(_("SHA-256 of the file"), max_length=64)
    by = models.CharField(_("by"), max_length=100, help_text=_("The account on the machine."))
    is_complete = models.BooleanField(_("said to be the whole list"), default=False)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), db_default=DatabaseNow())
    rows = models.PositiveBigIntegerField(_("rows"))
    added = models.PositiveBigIntegerField(_("added"))
    changed = models.PositiveBigIntegerField(_("changed"))
    unchanged = models.PositiveBigIntegerField(_("as they were"))
    unlisted = models.PositiveBigIntegerField(_("no longer listed"))
    refused = models.PositiveBigIntegerField(_("refused"))
    # Why nothing was brought in; empty when it was.
    failure = models.CharField(_("why nothing was brought in"), max_length=300, blank=True)
    # [[line, column, reason], ...]: the first ones, and never a value of the row.
    refusals = models.JSONField(default=list)

    class Meta:
        verbose_name = _("import of the register")
        verbose_name_plural = _("imports of the register")
        ordering = ["-pk"]
        triggers = append_only("register_import")

    def __str__(self) -> str:
        return self.file_name


class LookupOutcome(models.TextChoices):
    """What a look-up came to."""

    CONFIRMED = "confirmed", _("confirmed")
    NOT_CONFIRMED = "not_confirmed", _("not confirmed")
    THROTTLED = "throttled", _("too many tries")
    UNAVAILABLE = "unavailable", _("the registry did not answer")
    SPARED = "spared", _("not asked: the registry had just not answered")
    TOLD = "told", _("payments read")


class RegistryLookup(models.Model):
    """Who asked the registry, when, and what came of it. Not whom they asked about.

    `mark` is a keyed hash of the number and the day: it counts the tries on one number within a
    day and links no two days, and no look-up to a household.
    """

    at = models.DateTimeField(_("when"), db_default=DatabaseNow())
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="+")
    registry = models.CharField(_("registry"), max_length=10)
    outcome = models.CharField(_("outcome"), max_length=15, choices=LookupOutcome.choices)
    mark = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("look-up in the registry")
        verbose_name_plural = _("look-ups in the registry")
        indexes = [
            models.Index(fields=["contact", "at"], name="lookup_of_contact"),
            models.Index(fields=["mark"], name="lookup_of_number"),
            models.Index(fields=["outcome", "at"], name="lookup_outcome"),
        ]
        triggers = append_only("registry_lookup")

    def __str__(self) -> str:
        return f"look-up {self.pk}"
