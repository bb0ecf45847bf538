"""The facts that go with a payload: what of the report is known, and what need not be asked."""

from typing import Final

from bot.dialogue.interface import JSON, Payload
from bot.nlu.cues import lexicon
from bot.turn import Turn
from cases import knowledge
from cases.registry.adapters import is_connected
from channels_app import registry
from workflows import lookup
from workflows.areas import Placement, resolve_places

KNOWN: Final = "known"
UNKNOWN: Final = "unknown"
AMBIGUOUS: Final = "ambiguous"
PAYMENT: Final = "PAY."
# What somebody asks about their own household.
OWN: Final = {"list": "own_list", "payment": "own_payment"}


def of_matter(turn: Turn, placement: Placement, *, enquiry: bool) -> dict[str, JSON]:
    """What the words of a matter told of it already."""
    told = turn.told
    facts: dict[str, JSON] = {"enquiry": "yes" if enquiry else "no", **_not_asked(turn)}
    if told.category is not None:
        facts["what"] = KNOWN
    if told.area is not None:
        facts["place"] = KNOWN
    elif placement.ambiguous:
        facts["place"] = AMBIGUOUS
        turn.conversation.kept = "\n".join(turn.understood.places)
    if told.since_on is not None:
        facts["since"] = KNOWN
    return facts


def of_choice(turn: Turn) -> dict[str, JSON]:
    """A choice from the menu tells nothing but its kind: what happened is asked."""
    return {"enquiry": "no", **_not_asked(turn)}


def question(turn: Turn) -> Payload | None:
    """A question about the register, or one whose answer was approved; None for any other."""
    understood, seen = turn.understood, lexicon().read(turn.words)
    about = next((about for about, group in OWN.items() if seen.spans(group)), "")
    if about and is_connected():
        return Payload(f"check_{about}", {"about": about})
    category = lookup.category(understood.category)
    if category is None or not category.is_enquiry:
        return None
    area = resolve_places(understood.places).area
    answer = knowledge.answer(category.code, understood.programme, area, turn.language, now=turn.at)
    if answer is None:
        return None
    turn.told.answer = answer
    return Payload(turn.read.intent, {"answer": "known"})


def _not_asked(turn: Turn) -> dict[str, JSON]:
    """What is not worth a question here."""
    told, facts = turn.told, dict[str, JSON]()
    is_payment = told.category is not None and told.category.code.startswith(PAYMENT)
    if told.programme is not None or not is_payment:
        facts["programme"] = KNOWN if told.programme is not None else UNKNOWN
    if lexicon().read(turn.words).spans("anonymous"):
        turn.told.stays_unnamed = True
        facts["name"] = "anonymous"
    if not registry.get(turn.contact.channel.kind).by_phone:
        facts["may_call"] = UNKNOWN
    return facts
