"""The person's verdict on a solution: 1 closes the case, 2 puts it back to work."""

from bot.nlu.commands import command, digit
from bot.nlu.matters import understand
from bot.turn import Turn
from cases.models import Case
from cases.services.closing import close
from cases.services.reopening import in_window, reopen

SOLVED, NOT_SOLVED = 1, 2


def verdict(turn: Turn) -> bool:
    """Take "1", "2" or words to that effect as the say on the newest solution."""
    number = digit(turn.words)
    resolved = turn.cases.resolved
    if resolved is not None and _is_newest_subject(turn, resolved):
        return _on_resolved(turn, resolved, number)
    if number is None and turn.understood.kind == "not_solved":
        closed = turn.cases.closed
        if closed is not None and in_window(closed):
            return _reopen(turn, closed)
    return False


def _on_resolved(turn: Turn, case: Case, number: int | None) -> bool:
    said = _said(turn.words, number)
    if said == "no":
        return _reopen(turn, case)
    if said != "yes":
        return False
    turn.keep(case)
    close(case, confirmed=True)
    turn.settle()
    return True


def _said(words: str, number: int | None) -> str:
    """The verdict in a digit, in yes or no, or in words: "yes", "no", or "" for none."""
    if number is not None:
        return {SOLVED: "yes", NOT_SOLVED: "no"}.get(number, "")
    spoken = command(words)
    if spoken is not None and spoken.name in ("yes", "no"):
        return spoken.name
    return {"thanks": "yes", "not_solved": "no"}.get(understand(words).kind, "")


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
