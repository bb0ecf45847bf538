"""Where a conversation with a contact stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from channels_app.models import Contact
from channels_app.sealed import SealedTextField
from timekeeping.now import DatabaseNow


class Awaiting(models.TextChoices):
    """The one question that we have open, if any; a question without a name waits for a button."""

    NOTHING = "", _("nothing")
    MENU = "menu", _("a choice from those that were offered")
    WHAT = "what", _("what it is about")
    PROGRAMME = "programme", _("which programme")
    PLACE = "place", _("the place")
    SINCE = "since", _("since when")
    NAME = "name", _("the name")
    MAY_CALL = "may_call", _("whether an officer may call")
    CARD = "card", _("the number of a card or household")
    FACT = "fact", _("a second fact that the register knows")
    RATING = "rating", _("a rating")
    WITHDRAWAL = "withdrawal", _("whether to withdraw")


class Conversation(models.Model):
    """The bot's memory of one contact: the open question, its case, and misses in a row.

    What a person said to a question of ours that must outlive the turn is sealed, and goes when
    the question is settled; the dialogue's own tracker holds labels alone.
    """

    contact = models.OneToOneField(Contact, models.PROTECT, related_name="conversation")
    awaiting = models.CharField(
        max_length=12, choices=Awaiting.choices, blank=True, default=Awaiting.NOTHING
    )
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    misses = models.PositiveSmallIntegerField(default=0)
    # What the digits of the last offer stand for, in order: payloads of the dialogue.
    options = models.JSONField(default=list)
    # A place whose name many bear, or the number of a card that waits for its second fact.
    kept = SealedTextField(blank=True, default="", db_default="")
    # When each of our automatic texts last went out: {"menu": [iso instants], ...}.
    said = models.JSONField(default=dict)
    # The purpose notice goes with the first ordinary receipt that a phone ever gets.
    knows_purpose = models.BooleanField(default=False)
    updated_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")

    def __str__(self) -> str:
        return f"conversation with contact {self.contact_id}"


class Tracker(models.Model):
    """A dialogue's memory of one sender: labels and facts, never a person's words."""

    # An opaque id that the bot gives; it opens nothing.
    sender = models.CharField(max_length=64, unique=True)
    # The latest events and what came before them: the truth. Empty until the first turn ends.
    kept = models.JSONField(default=dict)
    # What the events come to, for whoever reads the table.
    slots = models.JSONField(default=dict)
    active_loop = models.CharField(max_length=120, blank=True, default="")
    requested_slot = models.CharField(max_length=120, blank=True, default="")
    latest_intent = models.CharField(max_length=120, blank=True, default="")
    followup = models.CharField(max_length=120, blank=True, default="")
    paused = models.BooleanField(default=False)
    session_started_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        verbose_name = _("dialogue tracker")
        verbose_name_plural = _("dialogue trackers")

    def __str__(self) -> str:
        return f"tracker {self.pk}"


# Its own file, for its own subject; here, because Django looks for models here.
from bot.labelling.models import LabelState, LabelTask  # noqa: E402

__all__ = ["Awaiting", "Conversation", "LabelState", "LabelTask", "Tracker"]
