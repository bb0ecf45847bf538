"""Free text: a message that states a matter opens a case at once; one question may follow."""

from bot import menu
from bot.models import Awaiting
from bot.nlu.matters import Understanding, is_readable, understand
from bot.nlu.normalise import looks_legacy
from bot.turn import Turn
from cases.models import Case
from cases.models.case import Origin
from cases.reference import display
from cases.services.asking import went_on
from cases.services.opening import Matter, open_case
from cases.services.telling import promised
from cases.texts.dates import spoken_date
from channels_app.models import InboundMessage
from workflows import lookup
from workflows.areas import resolve_places
from workflows.lifecycle import CaseState
from workflows.models import Area

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
    waiting = turn.cases.waiting
    if waiting is not None and not _is_another_matter(understood, waiting):
        join(turn, waiting)
    elif understood.states_matter:
        state_matter(turn, turn.words, inbound=turn.message, understood=understood)
    elif understood.kind in ("greeting", "thanks"):
        turn.keep(None)
        turn.settle()
        if understood.kind == "greeting":
            menu.show(turn)
    else:
        _missed(turn, "unclear_menu")
    return True


def state_matter(
    turn: Turn,
    words: str,
    *,
    inbound: InboundMessage | None,
    understood: Understanding | None = None,
) -> Case:
    """Open a case for a matter in these words, and ask at most one thing that is missing."""
    understood = understood or understand(words)
    placement = resolve_places(understood.places)
    case = open_case(
        Matter(
            origin=Origin.SMS,
            narrative=words,
            received_at=turn.message.received_at,
            language=turn.language,
            category=lookup.category(understood.category),
            programme=lookup.programme(understood.programme),
            area=placement.area,
            contact=turn.contact,
            first_contact=turn.is_first,
            inbound=inbound,
        )
    )
    turn.settle()
    if case.category is None:
        turn.wait_for(Awaiting.WHAT, case=case)
        turn.say("ask_what", case=case)
    elif case.area is None:
        ask_place(turn, case, placement.ambiguous)
    return case


def ask_place(turn: Turn, case: Case, ambiguous: tuple[Area, ...]) -> None:
    """Ask where; a name that many places bear is asked for with its parent."""
    turn.wait_for(Awaiting.PLACE, case=case)
    turn.say("ask_place_parent" if ambiguous else "ask_place", case=case)


def join(turn: Turn, case: Case) -> None:
    """Add a message to a case; it may be the answer that an officer waits for."""
    turn.keep(case)
    if case.state == CaseState.AWAITING:
        locked = Case.objects.all().locked(case)
        if locked.state == CaseState.AWAITING:
            went_on(locked, by=None, because="person")
    turn.say("receipt_existing", case=case, **promise_of(case, turn.language))


def to_a_human(turn: Turn, text: str = "human_soon") -> None:
    """Hand over to a person: the case that waits, or a new one for the national intake."""
    case = turn.cases.waiting
    if case is None:
        case = open_case(
            Matter(
                origin=Origin.SMS,
                narrative=turn.words,
                received_at=turn.message.received_at,
                language=turn.language,
                contact=turn.contact,
                first_contact=turn.is_first,
                inbound=turn.message,
            )
        )
    else:
        turn.keep(case)
        turn.say(text, case=case, **promise_of(case, turn.language))
    turn.settle()


def promise_of(case: Case, language: str) -> dict[str, str]:
    """The reference and the promised date, as a text shows them."""
    return {
        "reference": display(case.reference),
        "date": spoken_date(promised(case), language),
    }


def _is_another_matter(understood: Understanding, waiting: Case) -> bool:
    known = waiting.category.code if waiting.category else None
    return bool(
        understood.states_matter
        and understood.category
        and known
        and understood.category.split(".")[0] != known.split(".")[0]
    )


def _with_media(turn: Turn) -> None:
    """A voice note or a picture is evidence for a human, never an error."""
    waiting = turn.cases.waiting
    if waiting is None:
        to_a_human(turn)
    else:
        turn.keep(waiting)
        turn.say("media_received", case=waiting, **promise_of(waiting, turn.language))


def _missed(turn: Turn, text: str) -> None:
    """Not understood: the menu, and a human the second time."""
    turn.conversation.misses += 1
    if turn.conversation.misses >= MISSES_BEFORE_A_HUMAN:
        to_a_human(turn)
        return
    turn.keep(None)
    menu.show(turn, text)
