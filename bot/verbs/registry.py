"""Every verb that an action may order; one line each."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.turn import Turn
from bot.verbs import answering, consent, deciding, filing, joining, noting, telling

Order = Mapping[str, Any]

VERBS: Final[dict[str, Callable[[Turn, Order], None]]] = {
    # A matter.
    "file": filing.file,
    "confide": filing.file,
    "appeal": filing.file,
    "privacy": filing.privacy,
    "human": filing.human,
    # What is added to one.
    "add": joining.add,
    "keep_media": joining.keep_media,
    "note": noting.note,
    "noted": noting.noted,
    "missed": noting.missed,
    # Where one stands, and the person's say on it.
    "status": deciding.status,
    "confirm": deciding.confirm,
    "reopen": deciding.reopen,
    "thanks": deciding.thanks,
    "rate": deciding.rate,
    "withdraw": deciding.withdraw,
    # What is answered at once.
    "answer": answering.answer,
    "tell": telling.tell,
    "not_told": telling.not_told,
    # The person and us.
    "stop": consent.stop,
    "start": consent.start,
    "language": consent.language,
}
