"""The person's verdict on a solution: 1 closes the case, 2 puts it back to work."""

from bot.nlu.commands import digit
from bot.nlu.matters import understand
from bot.turn import Turn
from cases.models import Case
from cases.queries import of_contact
from cases.services.closing import close
from cases.services.reopening import in_window, reopen

SOLVED, NOT_SOLVED = 1, 2


def verdict(turn: Turn) -> bool:
    """Take "1", "2" or words to that effect as the say on the newest solution."""
    number = digit(turn.words)
    resolved = of_contact.resolved_case(turn.contact)
    if resolved is not None and _is_newest_subject(turn, resolved):
        return _on_resolved(turn, resolved, number)
    if number is None and understand(turn.words).kind == "not_solved":
        closed = of_contact.closed_case(turn.contact)
        if closed is not None and in_window(closed):
            return _reopen(turn, closed)
    return False


def _on_resolved(turn: Turn, case: Case, number: int | None) -> bool:
    kind = understand(turn.words).kind if number is None else ""
    if number == SOLVED or kind == "thanks":
        turn.keep(case)
        close(case, confirmed=True)
    elif number == NOT_SOLVED or kind == "not_solved":
        return _reopen(turn, case)
    else:
        return False
    turn.settle()
    return True


def _reopen(turn: Turn, case: Case) -> bool:
    turn.keep(case)
    # The words stay in the thread, where only those see them who see the case.
    reopen(case, reason="not solved")
    turn.settle()
    return True


def _is_newest_subject(turn: Turn, case: Case) -> bool:
    """Whether a digit can mean the solution: no menu was shown since."""
    asked_since = turn.conversation.awaiting and (
        case.resolved_at is None or turn.conversation.updated_at > case.resolved_at
    )
    return not asked_since
