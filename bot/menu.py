"""The menu by digits, for those who read or type little: ១ or 1."""

from dataclasses import dataclass
from typing import Final

from bot.models import Awaiting
from bot.turn import Turn


@dataclass(frozen=True, slots=True)
class Choice:
    """What a digit says: a matter with what it tells of category and programme, or a command."""

    name: str
    category: str | None = None
    programme: str | None = None


# In the order of the text `menu`.
CHOICES: Final = (
    Choice("payment", category="PAY.MISSED"),
    Choice("card", programme="IDPOOR"),
    Choice("health", programme="HEF"),
    Choice("enrol", category="ENR.REQUEST", programme="IDPOOR"),
    Choice("status"),
    Choice("human"),
)


def show(turn: Turn, text: str = "menu") -> None:
    """Offer the choices; the next bare digit is one of them."""
    turn.wait_for(Awaiting.MENU, options=[choice.name for choice in CHOICES])
    turn.say(text)
