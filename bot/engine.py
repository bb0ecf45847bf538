"""What happens because of a message: screen, hear, let the dialogue decide, carry it out, reply."""

from typing import Final

import structlog

from bot import carrying, guard
from bot.dialogue.errors import DialogueUnavailable
from bot.dialogue.interface import Answer, Payload
from bot.dialogue.wiring import dialogue
from bot.hearing import hear, speech
from bot.labelling.keeping import keep_doubt
from bot.turn import Turn
from bot.verbs.registry import VERBS
from cases.models import ThreadMessage
from channels_app import inbox
from channels_app.models import InboundMessage

# With these another matter begins: what the dialogue noted of the last one is not of this one.
BEGIN_ANEW: Final = ("complaint", "open_matter", "appeal", "check_list", "check_payment")

# What is clear without asking the dialogue: STOP always works.
WITHOUT_A_DIALOGUE: Final = {
    "complaint": "file",
    "confide": "confide",
    "appeal": "appeal",
    "stop": "stop",
    "start": "start",
    "change_language": "language",
    "check_status": "status",
    "provide_reference": "status",
    "affirm": "confirm",
    "not_resolved": "reopen",
    "thanks_confirm": "thanks",
    "more": "add",
    "inform": "add",
    "media": "keep_media",
    "privacy_request": "privacy",
}

log = structlog.get_logger(__name__)


def answer(message: InboundMessage) -> None:
    """Handle one received message: it ends in exactly one thread, with one reply batch or none.

    Runs in the transaction of the inbox: what it writes and the message's state are one. Safety
    comes before everything else, on every message.
    """
    turn = Turn.of(message)
    if not guard.disclosure(turn) and not _is_edit(turn):
        _converse(turn)
    # Whatever was decided: no message is without its place.
    turn.keep(turn.meant or turn.conversation.case)
    turn.saying.leave()
    turn.save()


def _is_edit(turn: Turn) -> bool:
    """Other words in the place of earlier ones go where those went, and state nothing new."""
    earlier = inbox.edited(turn.message)
    if earlier is None:
        return False
    place = ThreadMessage.objects.filter(inbound=earlier).select_related("case").first()
    if place is None or place.case is None:
        # It opened nothing and joined nothing: the new words may.
        return False
    turn.keep_in(place.case)
    return True


def _converse(turn: Turn) -> None:
    payload = speech.matter(turn) if turn.is_kept else hear(turn)
    try:
        answers = _decided(turn, payload)
        carrying.carry_out(turn, answers)
    except DialogueUnavailable:
        # Who writes must not suffer from it: what is clear is done, a person does the rest.
        log.exception("dialogue_unavailable", message_id=turn.message.pk)
        VERBS[WITHOUT_A_DIALOGUE.get(payload.intent, "human")](turn, {})
        return
    keep_doubt(turn)


def _decided(turn: Turn, payload: Payload) -> tuple[Answer, ...]:
    sender = str(turn.contact.pk)
    if turn.begins_anew or payload.intent in BEGIN_ANEW:
        dialogue().restart(sender)
    return dialogue().turn(sender, payload, channel=turn.contact.channel.kind)
