"""Database triggers that hold what Python promises, also against raw SQL."""

from typing import Any

import pgtrigger

from workflows.lifecycle import MOVES, CaseState


class LegalMoves(pgtrigger.FSM):
    """Refuses a change of state that the lifecycle does not know."""

    def __init__(self, **kwargs: Any) -> None:
        """Read the moves from the one list that the transitions are made of."""
        super().__init__(name="case_moves", field="state", transitions=list(MOVES), **kwargs)


def starts_received() -> pgtrigger.Trigger:
    """Every case begins as received: a row cannot be inserted half-way through its life."""
    return pgtrigger.Trigger(
        name="case_starts_received",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=f"""
            IF NEW.state <> '{CaseState.RECEIVED.value}' THEN
                RAISE EXCEPTION 'a case starts as received, not %', NEW.state
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def append_only(name: str) -> list[pgtrigger.Trigger]:
    """Rows are added and never changed, deleted or truncated."""
    return [
        pgtrigger.Protect(name=f"{name}_stay", operation=pgtrigger.Update | pgtrigger.Delete),
        # Protect takes no TRUNCATE, which fires once for the statement and sees no row.
        pgtrigger.Trigger(
            name=f"{name}_no_truncate",
            operation=pgtrigger.Truncate,
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            func=f"RAISE EXCEPTION '{name} rows are append-only'; RETURN NULL;",
        ),
    ]
