"""Free text: a message that states a matter opens a case at once; one question may follow."""

from bot import menu
from bot.filing import file, file_message, gather_earlier
from bot.models import Awaiting
from bot.nlu.apart import part_apart
from bot.nlu.matters import Understanding, is_readable, understand
from bot.nlu.normalise import looks_legacy
from bot.turn import Turn
from cases.models import Case
from cases.queries.of_contact import family_of
from cases.reference import display
from cases.services.asking import went_on
from cases.services.telling import promised
from cases.texts.dates import spoken_date
from channels_app.models import InboundMessage
from workflows import lookup
from workflows.areas import Placement, resolve_places
from workflows.lifecycle import CaseState

MISSES_BEFORE_A_HUMAN = 2


def unreadable(turn: Turn) -> bool:
    """Nothing to read: no words, a picture, or letters of an old font."""
    if turn.message.media_count:
        _with_media(turn)
    elif looks_legacy(turn.words):
        _missed(turn, "legacy_encoding")
    elif not is_readable(turn.words):
        _missed(turn, "menu" if turn.words.strip() else "empty_message")
    else:
        return False
    return True


def free(turn: Turn) -> bool:
    """Whatever else was said."""
    understood = turn.understood
    waiting = _case_of(turn, understood)
    if turn.confided is not None and (apart := part_apart(turn.words)):
        turn.keep(None)
        state_matter(turn, apart)
    elif waiting is not None:
        join(turn, waiting)
    elif understood.states_matter and turn.confided is None:
        state_matter(turn, turn.words, inbound=turn.message)
    elif understood.kind == "human":
        to_a_human(turn)
    elif understood.kind in ("greeting", "thanks"):
        turn.keep(None)
        turn.settle()
        if understood.kind == "greeting":
            menu.show(turn)
    else:
        # After a disclosure also a matter that speaks of somebody: who knows whose doing it is.
        _missed(turn, "unclear_menu")
    return True


def state_matter(turn: Turn, words: str, *, inbound: InboundMessage | None = None) -> None:
    """Open a case for a matter in these words, and ask at most one thing that is missing.

    Without its message, when that stays in a restricted thread; an open case of the same kind
    then knows the matter already.
    """
    understood = understand(words)
    known = _alike(turn, understood)
    if known is not None:
        turn.say("receipt_existing", case=known, **promise_of(known, turn.language))
        return
    placement = resolve_places(understood.places)
    missed = turn.conversation.misses
    question = _question(understood, placement)
    case = file(
        turn,
        words,
        inbound=inbound,
        category=lookup.category(understood.category),
        programme=lookup.programme(understood.programme),
        area=placement.area,
        question=question,
    )
    if missed:
        gather_earlier(turn, case)
    turn.settle()
    if question and not case.is_sensitive:
        awaited = Awaiting.WHAT if question == "ask_what" else Awaiting.PLACE
        turn.wait_for(awaited, case=case)


def _question(understood: Understanding, placement: Placement) -> str:
    """The one thing to ask; a name that many places bear is asked for with its parent."""
    if lookup.category(understood.category) is None:
        return "ask_what"
    if placement.area is None:
        return "ask_place_parent" if placement.ambiguous else "ask_place"
    return ""


def join(turn: Turn, case: Case) -> None:
    """Add a message to a case; it may be the answer that an officer waits for."""
    turn.keep(case)
    _end_wait(turn, case)
    turn.say("receipt_existing", case=case, **promise_of(case, turn.language))


def keep_media(turn: Turn, case: Case) -> None:
    """Add a voice note or a picture to a case; it too may be the answer."""
    turn.keep(case)
    _end_wait(turn, case)
    turn.say("media_received", case=case, **promise_of(case, turn.language))


def to_a_human(turn: Turn, text: str = "human_soon") -> None:
    """Hand over to a person: the case that waits, or a new one for the national intake."""
    case = turn.cases.waiting
    if case is None:
        gather_earlier(turn, file_message(turn))
    else:
        turn.keep(case)
        _end_wait(turn, case)
        turn.say(text, case=case, **promise_of(case, turn.language))
    turn.settle()


def promise_of(case: Case, language: str) -> dict[str, str]:
    """The reference and the promised date, as a text shows them."""
    return {
        "reference": reference_of(case),
        "date": spoken_date(promised(case), language),
    }


def reference_of(case: Case) -> str:
    """The reference, as a text shows it."""
    return display(case.reference)


def _end_wait(turn: Turn, case: Case) -> None:
    """Let the officer go on, unless the words were kept from them."""
    if case.state != CaseState.AWAITING or turn.confided is not None:
        return
    locked = Case.objects.all().locked(case)
    if locked.state == CaseState.AWAITING:
        went_on(locked, by=None, because="person")


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


def _with_media(turn: Turn) -> None:
    """A voice note or a picture is evidence for a human, never an error."""
    waiting = turn.cases.waiting
    if waiting is None:
        to_a_human(turn)
    else:
        keep_media(turn, waiting)


def _missed(turn: Turn, text: str) -> None:
    """Not understood: the menu, and a human the second time."""
    turn.conversation.misses += 1
    if turn.conversation.misses >= MISSES_BEFORE_A_HUMAN:
        to_a_human(turn)
        return
    turn.keep(None)
    menu.show(turn, text)
