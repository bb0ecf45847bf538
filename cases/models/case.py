"""The case: one matter of one person, from the first word to its closure."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.errors import StaleCase
from cases.models.triggers import LegalMoves, starts_received
from cases.reference import display
from channels_app.sealed import SealedTextField
from timekeeping.now import DatabaseNow
from workflows.lifecycle import ENDED_STATES, OPEN_STATES, CaseLifecycle, CaseState
from workflows.models import Area, Category, Office, Officer, PaymentProvider, Programme
from workflows.models.catalogue import Severity

# The family of categories about money that was to be paid out.
PAYMENT = "PAY."


class Origin(models.TextChoices):
    """How a case reached us."""

    SMS = "sms", _("SMS")
    WEBCHAT = "webchat", _("web chat")
    TELEGRAM = "telegram", _("Telegram")
    MESSENGER = "messenger", _("Messenger")
    WALK_IN = "walk_in", _("walk-in")
    PHONE = "phone", _("phone call")


class Outcome(models.TextChoices):
    """What was decided."""

    UPHELD = "upheld", _("upheld")
    PARTLY = "partly_upheld", _("partly upheld")
    NOT_UPHELD = "not_upheld", _("not upheld")
    ANSWERED = "answered", _("answered")
    REDIRECTED = "redirected", _("redirected")


class ClosureKind(models.TextChoices):
    """Who closed it: never added up as one."""

    CONFIRMED = "confirmed", _("confirmed by the person")
    SILENT = "silent", _("no word from the person")


class CaseQuerySet(models.QuerySet["Case"]):
    """Fetching a case for change."""

    def locked(self, case: "Case", *, version: int | None = None) -> "Case":
        """Lock the row and read it anew.

        Raises StaleCase when `version` is what the officer saw and somebody was quicker.
        """
        fresh = self.select_for_update().get(pk=case.pk)
        if version is not None and fresh.version != version:
            raise StaleCase
        return fresh

    def open(self) -> Self:
        """Those in which the person still waits."""
        return self.filter(state__in=OPEN_STATES)


class Case(CaseLifecycle):
    """One matter. Its state moves by the services alone; who may see it is cases.access."""

    # 9 digits with a check digit; not a secret, opens nothing.
    reference = models.CharField(_("reference"), max_length=9, unique=True)
    # Keyed HMAC of the 6-digit tracking code; the code itself is never stored.
    tracking_hash = models.CharField(max_length=64, blank=True, default="")
    origin = models.CharField(_("came by"), max_length=12, choices=Origin.choices)
    language = models.CharField(_("language"), max_length=10, default="km")
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True)
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True)
    severity = models.PositiveSmallIntegerField(
        _("severity"), choices=Severity.choices, default=Severity.MEDIUM
    )
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True)
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="cases")
    officer = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="cases"
    )
    accused_office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The desk that took a walk-in or a call: it may look the case up again, not work on it.
    filed_office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="filed_cases"
    )
    # Why this office: the rule, its version and its reason in words, frozen at the decision.
    routing_rule = models.CharField(max_length=40, blank=True, default="")
    routing_version = models.PositiveIntegerField(default=0)
    routed_because_km = models.CharField(max_length=300, blank=True, default="")
    routed_because_en = models.CharField(max_length=300, blank=True, default="")
    is_sensitive = models.BooleanField(_("restricted"), default=False)
    is_urgent = models.BooleanField(_("urgent"), default=False)
    is_enquiry = models.BooleanField(_("enquiry"), default=False)
    is_anonymous = models.BooleanField(_("anonymous"), default=False)
    is_synthetic = models.BooleanField(_("made up for the trial"), default=False)
    # Ordinary narratives stay searchable; those of restricted cases are sealed.
    narrative = models.TextField(_("what happened"), blank=True, default="")
    narrative_sealed = SealedTextField(blank=True, default="")
    level = models.PositiveSmallIntegerField(_("escalation level"), default=0)
    policy_code = models.CharField(max_length=40, blank=True, default="")
    policy_version = models.PositiveIntegerField(default=0)
    # The day from which on it has been so, as the person told it: often only the month is sure.
    since_on = models.DateField(_("since"), null=True, blank=True)
    received_at = models.DateTimeField(_("received"))
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    first_response_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reopened_count = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(
        _("outcome"), max_length=15, choices=Outcome.choices, blank=True, default=""
    )
    closure = models.CharField(
        _("closure"), max_length=10, choices=ClosureKind.choices, blank=True, default=""
    )
    # What the person thought of how it went, 1 to 5; asked once they say that it is solved.
    rating = models.PositiveSmallIntegerField(_("rating"), null=True, blank=True)
    duplicate_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="duplicates"
    )
    awaiting_until = models.DateTimeField(null=True, blank=True)
    # When the confirmation window shuts: silence after it closes the case.
    confirm_by = models.DateTimeField(null=True, blank=True)
    # The date that the person was told; a missed one is told with a new one.
    promised_at = models.DateTimeField(null=True, blank=True)
    # min(due_at) of the running clocks, written in the same transaction.
    next_due_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=DatabaseNow())

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        triggers = [LegalMoves(), starts_received()]
        indexes = [
            models.Index(fields=["office", "state", "next_due_at"], name="case_queue"),
            models.Index(fields=["officer", "state"], name="case_officer"),
            models.Index(fields=["received_at"], name="case_received"),
            models.Index(
                fields=["confirm_by"], condition=Q(state="resolved"), name="case_confirm_window"
            ),
            models.Index(
                fields=["awaiting_until"],
                condition=Q(state="awaiting_complainant"),
                name="case_awaiting",
            ),
            # What a desk filed and another office works on: see queries.queue.
            models.Index(
                fields=["filed_office"],
                condition=Q(state__in=[*OPEN_STATES, CaseState.RESOLVED]),
                name="case_filed_here",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="case_sensitive_narrative_is_sealed",
                condition=Q(is_sensitive=False) | Q(narrative=""),
            ),
            models.CheckConstraint(
                name="case_left_received_has_an_office",
                condition=Q(state=CaseState.RECEIVED) | Q(office__isnull=False),
            ),
            models.CheckConstraint(
                name="case_resolved_has_an_outcome",
                condition=~Q(state__in=[CaseState.RESOLVED, CaseState.CLOSED]) | ~Q(outcome=""),
            ),
            models.CheckConstraint(
                name="case_closed_says_how",
                condition=~Q(state=CaseState.CLOSED) | ~Q(closure=""),
            ),
            models.CheckConstraint(
                name="case_rating_is_one_to_five",
                condition=Q(rating__isnull=True) | Q(rating__range=(1, 5)),
            ),
            models.CheckConstraint(
                name="case_duplicate_names_the_other",
                condition=~Q(state=CaseState.DUPLICATE) | Q(duplicate_of__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return display(self.reference)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Count the version up, so that a form filled from an older one is refused."""
        if not self._state.adding:
            self.version += 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "version"}
        super().save(*args, **kwargs)

    def store(self, *fields: str) -> None:
        """Keep what the machine found out; an officer's open form does not become stale of it."""
        super().save(update_fields=fields)

    def get_absolute_url(self) -> str:
        """The case's page on the desk."""
        return reverse("desk:case", args=[self.reference])

    @property
    def is_open(self) -> bool:
        """Whether the person still waits."""
        return self.state in OPEN_STATES

    @property
    def has_ended(self) -> bool:
        """Whether nothing more is owed unless it is reopened."""
        return self.state in ENDED_STATES

    @property
    def payers(self) -> list[PaymentProvider]:
        """Who pays the benefit out and answers for its part of a payment case."""
        if self.programme is None or self.category is None:
            return []
        if not self.category.code.startswith(PAYMENT):
            return []
        return list(self.programme.payment_providers.filter(is_active=True))

    @property
    def story(self) -> str:
        """The narrative, unsealed where it is sealed. Callers came through cases.access."""
        return self.narrative_sealed if self.is_sensitive else self.narrative


__all__ = ["Case", "ClosureKind", "Origin", "Outcome"]
