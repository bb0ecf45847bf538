"""Free text: a matter, an addition to one, a question, or something that we do not understand."""

from bot.dialogue.interface import Payload
from bot.hearing import facts
from bot.hearing.unreadable import missed
from bot.nlu.apart import part_apart
from bot.nlu.cues import lexicon
from bot.nlu.matters import Understanding
from bot.turn import Told, Turn
from cases.models import Case
from cases.queries.of_contact import family_of
from cases.services.guarding import must_be_restricted
from workflows import lookup
from workflows.areas import resolve_places

UNDERSTOOD = ("greeting", "thanks_confirm", "out_of_scope")
OF_THEIR_OWN = ("privacy_request", "talk_to_human")
QUESTIONS = ("information_query", "enrolment_query")


def free(turn: Turn) -> Payload:
    """Whatever else was said.

    What may be more of a disclosure stays with it, and is answered as if there had been none: a
    matter that stands on its own is heard alone, any other that speaks of somebody is unclear,
    for who knows whose doing it is.
    """
    if turn.confided is not None and (apart := part_apart(turn.words)):
        turn.keep(None)
        turn.go_on_with(apart)
        return matter(turn)
    turn.meant = turn.cases.waiting
    wish = _wish(turn)
    if wish is not None:
        return wish
    waiting = _case_of(turn, turn.understood)
    if waiting is not None:
        return _to_a_case(turn, waiting)
    if turn.understood.states_matter and turn.confided is None:
        return matter(turn)
    known = turn.read.intent in UNDERSTOOD
    return Payload(turn.read.intent) if known else missed(turn, "unclear")


def _wish(turn: Turn) -> Payload | None:
    """What is answered alike whether or not a case waits."""
    if turn.meant is not None and lexicon().read(turn.words).spans("take_back"):
        return Payload("withdraw")
    if turn.read.intent in OF_THEIR_OWN:
        return Payload(turn.read.intent)
    asked = facts.question(turn) if turn.read.intent in QUESTIONS else None
    if asked is not None:
        # A question of its own: no case that waits is told of it.
        turn.meant = None
    return asked


def matter(turn: Turn) -> Payload:
    """A matter in the turn's words; an open case of the same kind knows it already."""
    understood = turn.understood
    turn.meant = _alike(turn, understood)
    if turn.meant is not None:
        return Payload("more")
    category = lookup.category(understood.category)
    placement = resolve_places(understood.places)
    turn.told = Told(
        category=category,
        programme=lookup.programme(understood.programme),
        area=placement.area,
        since_on=turn.read.since.day if turn.read.since else None,
    )
    if must_be_restricted(category, None):
        return Payload("confide")
    is_appeal = category is not None and category.code.startswith("APL.")
    return Payload(
        "appeal" if is_appeal else "complaint",
        facts.of_matter(turn, placement, enquiry=bool(category and category.is_enquiry)),
    )


def file_or_join(turn: Turn, choice: Payload) -> Payload:
    """A choice from the menu: a case of its own, unless one waits already."""
    turn.meant = turn.cases.waiting
    if turn.meant is not None:
        return Payload("more")
    category = lookup.category(str(choice.slots.get("category", "")))
    programme = lookup.programme(str(choice.slots.get("programme", "")))
    turn.told = Told(category=category, programme=programme)
    return Payload("open_matter", facts.of_choice(turn))


def _to_a_case(turn: Turn, case: Case) -> Payload:
    turn.meant = case
    if turn.read.intent == "thanks_confirm":
        return Payload("thanks_confirm")
    if turn.understood.kind in ("status", "not_solved"):
        return Payload("check_status")
    return Payload("more")


def _case_of(turn: Turn, understood: Understanding) -> Case | None:
    """The open case that these words belong to: of their kind, or else the one that waits."""
    waiting = turn.cases.waiting
    if waiting is None:
        return None
    states_another = understood.states_matter and understood.category and family_of(waiting)
    return _alike(turn, understood) if states_another else waiting


def _alike(turn: Turn, understood: Understanding) -> Case | None:
    """The newest open case whose matter is of the same family."""
    if not understood.states_matter or not understood.category:
        return None
    return turn.cases.about(understood.category.split(".")[0])
