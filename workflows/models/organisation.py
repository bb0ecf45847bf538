"""Who is where: areas, agencies, their offices and their officers."""

from typing import Any

import pghistory
import pgtrigger
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflows.models.naming import Named
from workflows.models.revision import renews_revision


class AreaLevel(models.TextChoices):
    """The four levels of the administrative gazetteer."""

    PROVINCE = "province", _("province or capital")
    DISTRICT = "district", _("district, town or khan")
    COMMUNE = "commune", _("commune or sangkat")
    VILLAGE = "village", _("village")


class Area(Named):
    """An administrative unit. Its code is an attribute, not its key: village codes repeat."""

    level = models.CharField(_("level"), max_length=10, choices=AreaLevel.choices)
    code = models.CharField(_("gazetteer code"), max_length=12)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("one level up"),
    )
    # Ids from the province down to this area: "is inside" is one array test, without recursion.
    path = ArrayField(models.BigIntegerField(), default=list, editable=False)
    folded_km = models.CharField(max_length=200, db_index=True, editable=False)
    folded_en = models.CharField(max_length=200, db_index=True, editable=False)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        indexes = [models.Index(fields=["level", "code"]), GinIndex(fields=["path"])]
        constraints = [
            models.CheckConstraint(
                name="area_only_a_province_has_no_parent",
                condition=Q(parent__isnull=True, level=AreaLevel.PROVINCE)
                | Q(parent__isnull=False) & ~Q(level=AreaLevel.PROVINCE),
            ),
            models.CheckConstraint(
                name="area_valid_dates_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=models.F("valid_from")),
            ),
        ]


class AreaAlias(models.Model):
    """Another spelling under which people know an area."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=200)
    folded = models.CharField(max_length=200, db_index=True, editable=False)

    class Meta:
        verbose_name = _("other name of an area")
        verbose_name_plural = _("other names of areas")
        constraints = [
            models.UniqueConstraint(fields=["area", "folded"], name="area_alias_once_per_area")
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Agency(Named):
    """A body that answers for programmes: a ministry, an operator, a payment provider."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    is_overseer = models.BooleanField(
        _("oversees the others"), default=False, help_text=_("NSPC: monitors, arbitrates, intake.")
    )
    is_active = models.BooleanField(_("active"), default=True)
    note = models.TextField(_("note"), blank=True, default="")

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        triggers = [renews_revision()]


class OfficeLevel(models.TextChoices):
    """Where an office stands."""

    NATIONAL = "national", _("national")
    PROVINCE = "province", _("province or capital")
    DISTRICT = "district", _("district, town or khan")
    COMMUNE = "commune", _("commune or sangkat")
    FACILITY = "facility", _("facility or school")


# UNION, not UNION ALL: a ring of parents ends the walk instead of running for ever.
UPWARD = """
WITH RECURSIVE line(id, parent_id) AS (
    SELECT id, parent_id FROM workflows_office WHERE id = %s
    UNION SELECT above.id, above.parent_id FROM workflows_office above
          JOIN line ON above.id = line.parent_id
) SELECT id FROM line"""
DOWNWARD = """
WITH RECURSIVE line(id) AS (
    SELECT id FROM workflows_office WHERE id = %s
    UNION SELECT below.id FROM workflows_office below JOIN line ON below.parent_id = line.id
) SELECT id FROM line"""


def _walk(query: str, office_id: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(query, [office_id])
        return [row[0] for row in cursor.fetchall()]


@pghistory.track()
class Office(Named):
    """A desk of an agency that can own cases; its parent is one level up."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="offices", verbose_name=_("agency")
    )
    level = models.CharField(_("level"), max_length=10, choices=OfficeLevel.choices)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("one level up"),
    )
    areas = models.ManyToManyField(
        Area,
        blank=True,
        related_name="offices",
        verbose_name=_("areas"),
        help_text=_("None: the whole country."),
    )
    is_intake = models.BooleanField(
        _("national intake"), default=False, help_text=_("Takes what no rule could place.")
    )
    handles_sensitive = models.BooleanField(_("restricted desk"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    note = models.TextField(_("note"), blank=True, default="")

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        triggers = [renews_revision()]
        constraints = [
            models.UniqueConstraint(
                fields=["is_intake"],
                condition=Q(is_intake=True),
                name="office_one_national_intake",
            )
        ]

    def lineage_ids(self) -> list[int]:
        """This office and all above it, nearest first."""
        return _walk(UPWARD, self.pk)

    def subtree_ids(self) -> list[int]:
        """This office and all below it."""
        return _walk(DOWNWARD, self.pk)


class OfficeArea(Office.areas.through):  # type: ignore[name-defined,misc]
    """Which office serves which area, as a class so that triggers can hang on it."""

    class Meta:
        proxy = True
        verbose_name = _("area of an office")
        verbose_name_plural = _("areas of offices")
        triggers = [renews_revision()]


class Role(models.TextChoices):
    """What an officer does here; the matrix of rights stands in cases/access.py."""

    DESK = "desk", _("desk officer")
    CASE = "case", _("case officer")
    SUPERVISOR = "supervisor", _("supervisor")
    FOCAL = "focal", _("focal point")
    MONITOR = "monitor", _("NSPC monitor")
    CATALOGUE = "catalogue", _("catalogue officer")
    ADMIN = "admin", _("system administrator")


# What changes who is on duty where; a sign-in does not.
OfficerMoves: Any = pgtrigger.UpdateOf("role", "office_id", "on_duty", "is_active")  # type: ignore[no-untyped-call]


@pghistory.track(exclude=["password", "last_login"])
class Officer(AbstractUser):
    """A person who signs in. An officer without an office sees no case."""

    office = models.ForeignKey(
        Office,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="officers",
        verbose_name=_("office"),
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.DESK)
    language = models.CharField(
        _("language"), max_length=5, choices=[("km", "ភាសាខ្មែរ"), ("en", "English")], default="km"
    )
    on_duty = models.BooleanField(_("on duty"), default=True)
    focal_for = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        verbose_name=_("focal point for"),
        help_text=_("Category patterns such as SAFE.*, for focal points only."),
    )

    class Meta:
        verbose_name = _("officer")
        verbose_name_plural = _("officers")
        triggers = [renews_revision(pgtrigger.Insert | OfficerMoves | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()
