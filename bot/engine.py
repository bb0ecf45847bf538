"""What happens because of a message: screen, hear, let the dialogue decide, carry it out, reply."""

import structlog

from bot import carrying, guard
from bot.dialogue import engine as dialogue_engine
from bot.dialogue.errors import DialogueUnavailable
from bot.dialogue.interface import Answer, Payload
from bot.hearing import hear, speech
from bot.turn import Turn
from bot.verbs import filing
from channels_app.models import InboundMessage

log = structlog.get_logger(__name__)


def answer(message: InboundMessage) -> None:
    """Handle one received message: it ends in exactly one thread, with one reply batch or none.

    Runs in the transaction of the inbox: what it writes and the message's state are one. Safety
    comes before everything else, on every message.
    """
    turn = Turn.of(message)
    if not guard.disclosure(turn):
        _converse(turn)
    # Whatever was decided: no message is without its place.
    turn.keep(turn.meant or turn.conversation.case)
    turn.saying.leave()
    turn.save()


def _converse(turn: Turn) -> None:
    payload = speech.matter(turn) if turn.is_kept else hear(turn)
    try:
        answers = _decided(turn, payload)
    except DialogueUnavailable:
        # Who writes must not suffer from it: a person takes over.
        log.exception("dialogue_unavailable", message_id=turn.message.pk)
        filing.human(turn, {})
        return
    carrying.carry_out(turn, answers)


def _decided(turn: Turn, payload: Payload) -> tuple[Answer, ...]:
    dialogue = dialogue_engine()
    sender = str(turn.contact.pk)
    if turn.begins_anew:
        dialogue.restart(sender)
    return dialogue.turn(sender, payload, channel=turn.contact.channel.kind)
