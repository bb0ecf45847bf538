"""The wires' tables. The inbound and the outbound rows are their own queues."""

from uuid import uuid4

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from channels_app import guards
from channels_app.sealed import SealedJSONField, SealedTextField
from timekeeping.now import DatabaseNow


class Channel(models.Model):
    """One account at a provider. Its path holds the uuid: a payload never chooses the channel."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20)
    name = models.CharField(_("name"), max_length=100)
    address = models.CharField(_("our number or handle"), max_length=100)
    config = SealedJSONField(_("settings"), default=dict)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """An address on a channel: a hint of who writes, never a proof (phones are shared)."""

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="contacts")
    address = SealedTextField(_("address"))
    address_hash = models.CharField(max_length=64)
    language = models.CharField(_("language"), max_length=10, blank=True, default="")
    created_at = models.DateTimeField(db_default=DatabaseNow())
    stopped_at = models.DateTimeField(_("asked us to stop at"), null=True, blank=True)
    # Set while its first message is handled: nobody who is new can have a case yet.
    is_new = False

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.UniqueConstraint(fields=["channel", "address_hash"], name="contact_once")
        ]

    def __str__(self) -> str:
        return f"contact {self.pk}"


class InboundState(models.TextChoices):
    """Whether a received message has found its thread."""

    NEW = "new", _("new")
    DONE = "done", _("done")
    DEAD = "dead", _("needs a person")


class InboundMessage(models.Model):
    """What a provider delivered, once for ever; state `new` is the queue."""

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="inbound")
    provider_id = models.CharField(max_length=100)
    sender = SealedTextField()
    sender_hash = models.CharField(max_length=64)
    body = SealedTextField(blank=True, default="")
    raw = SealedJSONField(default=dict)
    media_count = models.PositiveSmallIntegerField(default=0)
    # What stood behind the button that was pressed; sealed, for it may name a matter.
    payload = SealedTextField(blank=True, default="", db_default="")
    # The provider's name for the message in this chat; an edit has the one of what it edits.
    ref = models.CharField(max_length=100, blank=True, default="", db_default="")
    is_edit = models.BooleanField(default=False, db_default=False)
    provider_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(db_default=DatabaseNow())
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="inbound")
    state = models.CharField(max_length=10, choices=InboundState.choices, default=InboundState.NEW)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(db_default=DatabaseNow())
    last_error = models.CharField(max_length=200, blank=True, default="")
    processed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("inbound message")
        verbose_name_plural = _("inbound messages")
        constraints = [
            models.UniqueConstraint(fields=["channel", "provider_id"], name="inbound_once")
        ]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"], condition=Q(state="new"), name="inbound_queue"
            ),
            # A sender's older message holds the newer one back: see inbox.claim.
            models.Index(
                fields=["channel", "sender_hash", "id"],
                condition=Q(state="new"),
                name="inbound_by_sender",
            ),
            # The message that an edit is of: see inbox.edited.
            models.Index(
                fields=["channel", "sender_hash", "ref"],
                condition=~Q(ref=""),
                name="inbound_by_ref",
            ),
            # Counted whenever somebody asks how we are: see backlog.measure.
            models.Index(fields=["id"], condition=Q(state="dead"), name="inbound_dead"),
        ]
        triggers = [
            guards.no_delete("inbound"),
            pgtrigger.ReadOnly(
                name="inbound_is_what_came",
                fields=[
                    "channel",
                    "provider_id",
                    "sender",
                    "body",
                    "raw",
                    "received_at",
                    "payload",
                    "ref",
                    "is_edit",
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"inbound {self.pk}"


class OutboundState(models.TextChoices):
    """Where an outgoing message is. Callbacks only move it forward."""

    QUEUED = "queued", _("waiting")
    LEASED = "leased", _("being sent")
    RETRY = "retry_wait", _("will be tried again")
    UNKNOWN = "unknown", _("asking the provider")
    ACCEPTED = "accepted", _("taken by the provider")
    SENT = "sent", _("sent")
    DELIVERED = "delivered", _("delivered")
    READ = "read", _("read")
    FAILED = "failed", _("failed")
    EXPIRED = "expired", _("too late")
    CANCELLED = "cancelled", _("cancelled")
    SUPPRESSED = "suppressed", _("held back")


class OutboundMessage(models.Model):
    """A text to a person, written in the transaction of the event it tells of."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="outbound")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="outbound")
    body = SealedTextField()
    # Only where the kind shows them itself; sealed, for a label may name a matter.
    buttons = SealedTextField(blank=True, default="", db_default="")
    # Above the provider's cap a text is several messages, in order, under one group.
    group = models.UUIDField(default=uuid4)
    sequence = models.PositiveSmallIntegerField(default=0)
    purpose = models.CharField(max_length=20)
    encoding = models.CharField(max_length=10)
    parts = models.PositiveSmallIntegerField()
    lane = models.PositiveSmallIntegerField(default=5)
    state = models.CharField(
        max_length=12, choices=OutboundState.choices, default=OutboundState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    attempt_id = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(db_default=DatabaseNow())
    expires_at = models.DateTimeField(null=True)
    provider_id = models.CharField(max_length=100, blank=True, default="")
    error_code = models.CharField(max_length=40, blank=True, default="")
    error_text = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField(db_default=DatabaseNow())
    accepted_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    # Set by the floor above once it knows that the provider took the message.
    heard_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("outbound message")
        verbose_name_plural = _("outbound messages")
        indexes = [
            models.Index(
                fields=["lane", "next_try_at", "id"],
                condition=Q(state__in=["queued", "retry_wait", "unknown"]),
                name="outbound_queue",
            ),
            models.Index(
                fields=["leased_until"], condition=Q(state="leased"), name="outbound_leases"
            ),
            models.Index(
                fields=["accepted_at"],
                condition=Q(accepted_at__isnull=False, heard_at__isnull=True),
                name="outbound_unheard",
            ),
            models.Index(
                fields=["expires_at"],
                condition=Q(state__in=["queued", "retry_wait"], expires_at__isnull=False),
                name="outbound_expiry",
            ),
            # What still holds back a later message to the same person: see outbox.claim.
            models.Index(
                fields=["contact", "id"],
                condition=Q(state__in=["queued", "leased", "retry_wait", "unknown"]),
                name="outbound_by_contact",
            ),
        ]
        constraints = [
            # Two of our messages can never claim to be the same one of the provider's.
            models.UniqueConstraint(
                fields=["channel", "provider_id"],
                condition=~Q(provider_id=""),
                name="outbound_provider_id_once",
            ),
            models.CheckConstraint(
                name="outbound_lease_has_an_end",
                condition=~Q(state="leased")
                | Q(leased_until__isnull=False, attempt_id__isnull=False),
            ),
            models.CheckConstraint(
                name="outbound_taken_has_its_instant",
                condition=~Q(state__in=["accepted", "sent", "delivered", "read"])
                | Q(accepted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"outbound {self.pk}"


class DeliveryStatus(models.Model):
    """Every callback as it came; append-only, without a row pointing at it."""

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="+")
    # Empty while parked: the callback overtook the answer to our own request.
    outbound = models.ForeignKey(
        OutboundMessage, models.PROTECT, null=True, related_name="statuses"
    )
    provider_id = models.CharField(max_length=100)
    # The provider's word, and what we take it for ("" for a word that we do not know).
    status = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=OutboundState.choices, blank=True, default="")
    error_code = models.CharField(max_length=40, blank=True, default="")
    is_anomaly = models.BooleanField(default=False)
    received_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        verbose_name = _("delivery status")
        verbose_name_plural = _("delivery statuses")
        indexes = [
            models.Index(
                fields=["channel", "provider_id"],
                condition=Q(outbound__isnull=True),
                name="status_parked",
            )
        ]
        triggers = [
            guards.no_delete("status"),
            guards.no_truncate("status"),
            # A parked callback may find its message later; nothing else changes.
            pgtrigger.Protect(
                name="status_is_what_came",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__outbound__isnull=False)
                | pgtrigger.Q(new__outbound__isnull=True)
                | pgtrigger.Q(old__channel__df=pgtrigger.F("new__channel"))
                | pgtrigger.Q(old__provider_id__df=pgtrigger.F("new__provider_id"))
                | pgtrigger.Q(old__status__df=pgtrigger.F("new__status"))
                | pgtrigger.Q(old__error_code__df=pgtrigger.F("new__error_code"))
                | pgtrigger.Q(old__received_at__df=pgtrigger.F("new__received_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} of {self.outbound_id}"


# Its own file, for its own subject; here, because Django looks for models here.
from channels_app import evidence  # noqa: E402, F401
