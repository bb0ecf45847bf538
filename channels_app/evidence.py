"""Evidence: the voice notes, pictures and files that came with a message. Rows are the queue."""

from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from channels_app import guards
from channels_app.sealed import SealedBytesField, SealedTextField
from timekeeping.now import DatabaseNow

# What a sharp picture of a paper or some minutes of speech take; see docs/adr/0043.
LARGEST_FILE: Final = 5 * 1024 * 1024
MOST_FILES: Final = 10
UNPLAYABLE: Final = frozenset({"audio/amr", "audio/amr-wb"})


class MediaKind(models.TextChoices):
    """What an officer does with it: listen, look, watch, or keep."""

    VOICE = "voice", _("voice")
    PHOTO = "photo", _("picture")
    VIDEO = "video", _("video")
    FILE = "file", _("file")

    @classmethod
    def of_type(cls, content_type: str) -> "MediaKind":
        """Give the kind for what a provider calls a file."""
        family = content_type.partition("/")[0].strip().lower()
        return {"audio": cls.VOICE, "image": cls.PHOTO, "video": cls.VIDEO}.get(family, cls.FILE)


class MediaState(models.TextChoices):
    """Whether we have it; everything but `new` is an end."""

    NEW = "new", _("being fetched")
    FETCHED = "fetched", _("here")
    REFUSED = "refused", _("refused: too large, or no kind of file that we open")
    GONE = "gone", _("no longer there")
    FAILED = "failed", _("could not be fetched")


class InboundMedia(models.Model):
    """One file of a message: told in the message's own transaction, fetched later."""

    message = models.ForeignKey("channels_app.InboundMessage", models.PROTECT, related_name="media")
    index = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=MediaKind.choices)
    # An address at a provider often opens the file for whoever has it.
    reference = SealedTextField()
    # What the provider said; once fetched, what we saw ourselves.
    content_type = models.CharField(max_length=100, blank=True, default="")
    size = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, choices=MediaState.choices, default=MediaState.NEW)
    attempts = models.PositiveSmallIntegerField(default=0)
    # While a worker fetches it this lies ahead: a lease that runs out by itself.
    next_try_at = models.DateTimeField(db_default=DatabaseNow())
    last_error = models.CharField(max_length=40, blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    content = SealedBytesField(null=True)
    # What a machine heard, where one is named; see channels_app.transcribing.
    transcript = SealedTextField(blank=True, default="", db_default="")
    fetched_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("file of a message")
        verbose_name_plural = _("files of messages")
        constraints = [
            models.UniqueConstraint(fields=["message", "index"], name="media_once"),
            models.CheckConstraint(
                name="media_fetched_has_content",
                condition=Q(state="fetched", content__isnull=False)
                | (~Q(state="fetched") & Q(content__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at", "id"], condition=Q(state="new"), name="media_queue")
        ]
        triggers = [guards.no_delete("media")]

    def __str__(self) -> str:
        return f"file {self.pk}"

    @property
    def is_playable(self) -> bool:
        """Say whether a browser plays it; AMR is for telephones alone."""
        return self.content_type not in UNPLAYABLE
