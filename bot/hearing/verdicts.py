"""The person's say on a decision that was put to them: solved, not solved, or thanks."""

from typing import Final

from bot.dialogue.interface import Payload
from bot.nlu.commands import digit, yes_or_no
from bot.turn import Turn
from cases.models import Case
from cases.queries import of_contact
from cases.services.reopening import in_window
from workflows.lifecycle import CaseState

SOLVED, NOT_SOLVED = 1, 2
IN_DIGITS: Final = {SOLVED: "affirm", NOT_SOLVED: "not_resolved"}
IN_A_WORD: Final = {"yes": "affirm", "no": "not_resolved"}
IN_WORDS: Final = {"thanks": "thanks_confirm", "not_solved": "not_resolved"}


def given(turn: Turn) -> Payload | None:
    """Take "1", "no" or "not solved" as the say on the newest decision.

    Nothing is confirmed or reopened that this phone was not told of, and nothing while a newer
    matter waits: the words are then about that one.
    """
    case = turn.solution
    if case is not None:
        intent = _said(turn, case)
    else:
        case = _closed(turn) if turn.understood.kind == "not_solved" else None
        may = case is not None and digit(turn.words) is None and in_window(case)
        intent = "not_resolved" if may else ""
    if not intent:
        return None
    turn.meant = case
    return Payload(intent)


def _said(turn: Turn, case: Case) -> str:
    """The verdict as an intent, or ""; thanks may also be a receipt taken for a solution."""
    number = digit(turn.words)
    if number is not None:
        return "" if _was_asked_since(turn, case) else IN_DIGITS.get(number, "")
    word = yes_or_no(turn.words)
    if word is not None and _was_asked_since(turn, case):
        return ""
    in_words = IN_A_WORD.get(word or "", "") or IN_WORDS.get(turn.understood.kind, "")
    return in_words or ("not_resolved" if _tells_it_again(turn, case) else "")


def _tells_it_again(turn: Turn, case: Case) -> bool:
    """Whether the words state the very matter that was decided: it is not solved, then."""
    understood = turn.understood
    same = case.category is not None and understood.category == case.category.code
    return understood.states_matter and same and turn.confided is None


def _closed(turn: Turn) -> Case | None:
    decided = turn.cases.ended_without_a_newer(CaseState.CLOSED)
    return of_contact.decision_put_to(turn.contact, decided)


def _was_asked_since(turn: Turn, case: Case) -> bool:
    """Whether a bare answer is to something that we asked or offered after the decision."""
    return bool(turn.conversation.awaiting) and (
        case.resolved_at is None or turn.conversation.updated_at > case.resolved_at
    )
