"""The person's verdict on a decision that was put to them: 1 closes the case, 2 reopens it."""

from bot.nlu.commands import digit, yes_or_no
from bot.turn import Turn
from cases.models import Case
from cases.queries import of_contact
from cases.services.closing import close
from cases.services.reopening import in_window, reopen
from workflows.lifecycle import CaseState

SOLVED, NOT_SOLVED = 1, 2


def verdict(turn: Turn) -> bool:
    """Take "1", "no" or "not solved" as the say on the newest decision.

    Nothing is confirmed or reopened that this phone was not told of, and nothing while a newer
    matter waits: the words are then about that one.
    """
    case = turn.solution
    if case is not None:
        return _on_resolved(turn, case)
    closed = _closed(turn) if turn.understood.kind == "not_solved" else None
    if closed is None or digit(turn.words) is not None or not in_window(closed):
        return False
    return _reopen(turn, closed)


def _on_resolved(turn: Turn, case: Case) -> bool:
    said = _said(turn, case)
    if said == "no":
        return _reopen(turn, case)
    if said == "thanks":
        # Politeness, or a receipt taken for a solution: heard, and no confirmation.
        turn.keep(case)
        return True
    if said != "yes":
        return False
    turn.keep(case)
    close(case, confirmed=True)
    turn.settle()
    return True


def _said(turn: Turn, case: Case) -> str:
    """The verdict in a digit, in yes or no, or in words: "yes", "no", "thanks", or ""."""
    number = digit(turn.words)
    if number is not None:
        meant = {SOLVED: "yes", NOT_SOLVED: "no"}.get(number, "")
        return "" if _menu_came_since(turn, case) else meant
    in_words = {"thanks": "thanks", "not_solved": "no"}.get(turn.understood.kind, "")
    return yes_or_no(turn.words) or in_words


def _reopen(turn: Turn, case: Case) -> bool:
    turn.keep(case)
    # The words stay in the thread, where only those see them who see the case.
    reopen(case, reason="not solved")
    turn.settle()
    return True


def _closed(turn: Turn) -> Case | None:
    decided = turn.cases.ended_without_a_newer(CaseState.CLOSED)
    return of_contact.decision_put_to(turn.contact, decided)


def _menu_came_since(turn: Turn, case: Case) -> bool:
    """Whether a digit means a menu that was shown after the decision."""
    return bool(turn.conversation.awaiting) and (
        case.resolved_at is None or turn.conversation.updated_at > case.resolved_at
    )
