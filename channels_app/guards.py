"""The database's own refusals, for rows that nobody may lose."""

import pgtrigger


def no_delete(subject: str) -> pgtrigger.Trigger:
    """Refuse DELETE."""
    return pgtrigger.Protect(name=f"{subject}_stays", operation=pgtrigger.Delete)


def no_truncate(subject: str) -> pgtrigger.Trigger:
    """Refuse TRUNCATE, which row triggers never see; pgtrigger.Protect does not take it."""
    return pgtrigger.Trigger(
        name=f"{subject}_is_never_emptied",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
    )
