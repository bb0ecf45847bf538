"""The people of a case. Who they are stands apart from what they said."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from channels_app.models import Contact
from channels_app.sealed import SealedTextField
from timekeeping.now import DatabaseNow


class ContactWish(models.TextChoices):
    """How a person agreed to be reached."""

    ANY = "any", _("by message or phone")
    TEXT = "text", _("by message only: not to be called")
    CALL = "call", _("by phone call only")
    NONE = "none", _("not at all: comes back in person")


class Person(models.Model):
    """An identity, encrypted, found again through keyed hashes."""

    name = SealedTextField(_("name"), blank=True, default="")
    # Keyed hashes of the folded words of the name, so that an officer can find it again.
    name_tokens = ArrayField(models.CharField(max_length=64), default=list)
    phone = SealedTextField(_("phone"), blank=True, default="")
    phone_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    card_number = SealedTextField(_("card or household number"), blank=True, default="")
    card_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    # The phone that wrote: a hint of who it is, never a proof.
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="persons")
    contact_wish = models.CharField(
        _("may be reached"), max_length=5, choices=ContactWish.choices, default=ContactWish.ANY
    )
    created_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [GinIndex(fields=["name_tokens"], name="person_name_tokens")]

    def __str__(self) -> str:
        return f"person {self.pk}"


class PartyRole(models.TextChoices):
    """What a person is to a case."""

    COMPLAINANT = "complainant", _("complainant")
    BENEFICIARY = "beneficiary", _("beneficiary")
    PROXY = "proxy", _("speaks for the person")


class Party(models.Model):
    """A person's part in a case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="parties")
    person = models.ForeignKey(Person, models.PROTECT, related_name="parties")
    role = models.CharField(_("role"), max_length=12, choices=PartyRole.choices)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            models.UniqueConstraint(fields=["case", "role"], name="party_one_of_each_role")
        ]

    def __str__(self) -> str:
        return f"{self.role} of case {self.case_id}"
