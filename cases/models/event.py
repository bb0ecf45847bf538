"""What happened to a case: one row per change, in the same transaction, never altered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.triggers import append_only
from timekeeping.now import DatabaseNow
from workflows.models import Officer


class EventKind(models.TextChoices):
    """The verbs of a case."""

    OPENED = "opened", _("opened")
    ROUTED = "routed", _("routed")
    ASSIGNED = "assigned", _("assigned")
    ACCEPTED = "accepted", _("accepted")
    MESSAGE_IN = "message_in", _("the person wrote")
    MESSAGE_OUT = "message_out", _("we wrote")
    PHONE_CALL = "phone_call", _("phone call")
    NOTE = "note", _("note")
    ASKED = "asked", _("asked the person")
    ANSWERED = "answered", _("the person answered")
    REFERRED = "referred", _("offered to another office")
    REFERRAL_ACCEPTED = "referral_accepted", _("taken on by the other office")
    REFERRAL_REFUSED = "referral_refused", _("refused by the other office")
    RESOLVED = "resolved", _("resolved")
    REMEDY_DONE = "remedy_done", _("remedy delivered")
    CLOSED = "closed", _("closed")
    REOPENED = "reopened", _("reopened")
    REJECTED = "rejected", _("out of scope")
    MERGED = "merged", _("merged")
    WITHDRAWN = "withdrawn", _("withdrawn")
    MARKED_SENSITIVE = "marked_sensitive", _("restricted")
    CLASSIFIED = "classified", _("matter or place changed")
    TOLD = "told", _("the person told more")
    RATED = "rated", _("the person gave a rating")
    FIRST_RESPONSE = "first_response", _("first answer reached the provider")
    PROMISED = "promised", _("a new date was promised")
    WARNED = "warned", _("deadline warning")
    BREACHED = "breached", _("deadline passed")
    ESCALATED = "escalated", _("escalated")


class CaseEvent(models.Model):
    """A fact about a case. No row points at it, so that it can be partitioned by month."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    kind = models.CharField(_("what"), max_length=20, choices=EventKind.choices)
    at = models.DateTimeField(_("when"), db_default=DatabaseNow())
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=50)
    version = models.PositiveIntegerField()
    # Codes, ids and officers' reasons; a person's own words stay in the thread.
    details = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["case", "id"], name="event_timeline")]
        triggers = append_only("case_event")

    def __str__(self) -> str:
        return f"{self.kind} of case {self.case_id}"


class ActionKey(models.Model):
    """A key that a screen made for one press of a button: the second press changes nothing."""

    key = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    used_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        verbose_name = _("action key")
        verbose_name_plural = _("action keys")

    def __str__(self) -> str:
        return str(self.key)
