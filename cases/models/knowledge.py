"""The approved knowledge base: what may be told without an officer, from when to when."""

from datetime import timedelta

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timekeeping.now import DatabaseNow
from workflows.models import Area, Category, Officer, Programme


def frozen_once_approved() -> pgtrigger.Trigger:
    """Refuse a change to an approved answer, but for an earlier last day; and its removal."""
    return pgtrigger.Trigger(
        name="frozen_once_approved",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func="""
            IF OLD.approved_by_id IS NULL THEN
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END IF;
            IF TG_OP = 'UPDATE' AND NEW.valid_until <= OLD.valid_until
                AND (to_jsonb(NEW) - 'valid_until') = (to_jsonb(OLD) - 'valid_until') THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'an approved answer is not changed: make a new version'
                USING ERRCODE = 'check_violation';
        """,
    )


@pghistory.track()
class ApprovedAnswer(models.Model):
    """One version of an answer in three writings; it is given when another officer approved it."""

    code = models.SlugField(_("code"), max_length=60)
    version = models.PositiveIntegerField(_("version"), default=1)
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="+", verbose_name=_("what is asked")
    )
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("programme"),
        help_text=_("Empty: whatever the programme."),
    )
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("area"),
        help_text=_("Empty: everywhere."),
    )
    questions = ArrayField(
        models.CharField(max_length=200),
        default=list,
        blank=True,
        verbose_name=_("how people ask it"),
        help_text=_("Separated by commas."),
    )
    answer_km = models.TextField(_("answer in Khmer"))
    answer_latn = models.TextField(_("answer in romanised Khmer"))
    answer_en = models.TextField(_("answer in English"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(
        _("last day"), help_text=_("After this day it is not given any more.")
    )
    source = models.CharField(
        _("source"), max_length=300, help_text=_("The letter, decree or page that says so.")
    )
    written_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, related_name="+", verbose_name=_("last written by")
    )
    approved_by = models.ForeignKey(
        Officer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    created_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        verbose_name = _("approved answer")
        verbose_name_plural = _("approved answers")
        ordering = ["code", "-version"]
        triggers = [frozen_once_approved()]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="answer_version_once"),
            # One that was stopped before its first day ends the day before it.
            models.CheckConstraint(
                name="answer_days_in_order",
                condition=Q(valid_until__gte=F("valid_from") - timedelta(days=1)),
            ),
            models.CheckConstraint(
                name="answer_is_approved_by_somebody_else",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_at__isnull=False, written_by__isnull=False)
                & ~Q(approved_by=F("written_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}, version {self.version}"

    def words(self, language: str) -> str:
        """The answer in `km`, `km-Latn` or `en`; Khmer for any other."""
        writings = {"km-Latn": self.answer_latn, "en": self.answer_en}
        return writings.get(language, self.answer_km)
