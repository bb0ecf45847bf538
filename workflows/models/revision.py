"""One row that changes with every change of the catalogue, so that a cached copy knows its age."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

# A random value, not a counter: a change that is rolled back must not hand its number on.
RENEW = """
    INSERT INTO workflows_cataloguerevision (id, revision) VALUES (1, gen_random_uuid())
    ON CONFLICT (id) DO UPDATE SET revision = EXCLUDED.revision;
    RETURN NULL;
"""
ANY_CHANGE = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete


class CatalogueRevision(models.Model):
    """The present revision; its triggers write it, nobody else does."""

    revision = models.UUIDField(_("revision"))

    class Meta:
        verbose_name = _("revision of the catalogue")
        verbose_name_plural = _("revisions of the catalogue")

    def __str__(self) -> str:
        return str(self.revision)


def renews_revision(operation: pgtrigger.Operation = ANY_CHANGE) -> pgtrigger.Trigger:
    """Renew the revision once for each statement that touches the table."""
    return pgtrigger.Trigger(
        name="renews_revision",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        func=RENEW,
    )


def frozen_once_in_force() -> pgtrigger.Trigger:
    """Refuse a change to a version in force, but for the day on which it ends."""
    return pgtrigger.Trigger(
        name="frozen_once_in_force",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func="""
            IF OLD.valid_from > (samleng_now() AT TIME ZONE 'Asia/Phnom_Penh')::date THEN
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END IF;
            IF TG_OP = 'UPDATE'
                AND (to_jsonb(NEW) - 'valid_to') = (to_jsonb(OLD) - 'valid_to') THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'a version in force is not changed: make a new version'
                USING ERRCODE = 'check_violation';
        """,
    )


def frozen_with(table: str, column: str) -> pgtrigger.Trigger:
    """Refuse a change to a part of a version in force; `column` points at the version."""
    return pgtrigger.Trigger(
        name="frozen_with_its_version",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF EXISTS (SELECT 1 FROM {table} WHERE id = OLD.{column}
                AND valid_from <= (samleng_now() AT TIME ZONE 'Asia/Phnom_Penh')::date) THEN
                RAISE EXCEPTION 'a version in force is not changed: make a new version'
                    USING ERRCODE = 'check_violation';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,  # noqa: S608 - the names are ours
    )
