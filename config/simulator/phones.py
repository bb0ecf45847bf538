"""The made-up phones of a trial and what their screens show; forgotten when the process ends."""

import threading
from collections import defaultdict, deque
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from channels_app.segments import Segments, count

# A screen keeps this many texts, as an old phone does.
KEPT: Final = 200


@dataclass(frozen=True)
class Phone:
    """A phone that nobody owns."""

    number: str
    owner: Promise
    is_on: bool = True

    @property
    def shown(self) -> str:
        """The number as a person in Cambodia writes it."""
        local = "0" + self.number.removeprefix("+855")
        return f"{local[:3]} {local[3:6]} {local[6:]}"


# Cambodia reserves no numbers for fiction: the long run of zeros says that nobody has these.
PHONES: Final = (
    Phone("+85512000001", _("Grandmother with an equity card")),
    Phone("+85512000002", _("Mother of a newborn")),
    Phone("+85512000003", _("Worker with an NSSF card")),
    Phone("+85512000004", _("Neighbour who lends the phone")),
    Phone("+85512000009", _("Phone that is switched off"), is_on=False),
)


@dataclass(frozen=True)
class Text:
    """One text on a screen. `is_ours` is one that Samleng sent."""

    sid: str
    number: str
    body: str
    is_ours: bool
    at: datetime
    status: str

    @property
    def segments(self) -> Segments:
        """What the network charges for it."""
        return count(self.body)


_lock = threading.Lock()
_screens: defaultdict[str, deque[Text]] = defaultdict(lambda: deque(maxlen=KEPT))


# Each story that the demo tells happens on a phone of its own.
OF_A_STORY: Final = "+855120001"


def of_the_story(number: int) -> str:
    """Give the number of a story's phone."""
    return f"{OF_A_STORY}{number % 100:02}"


def chosen(number: str) -> Phone:
    """Give the phone with this number, or the first."""
    if number.startswith(OF_A_STORY) and len(number) == len(PHONES[0].number):
        return Phone(number, _("The phone of the demo's story"))
    return next((phone for phone in PHONES if phone.number == number), PHONES[0])


def is_on(number: str) -> bool:
    """Say whether a text reaches the phone; a number that we did not make up is always on."""
    return all(phone.is_on for phone in PHONES if phone.number == number)


def show(text: Text) -> None:
    """Put a text on its phone's screen."""
    with _lock:
        _screens[text.number].append(text)


def mark(text: Text, status: str) -> None:
    """Change what became of a text."""
    with _lock:
        screen = _screens[text.number]
        for place, shown in enumerate(screen):
            if shown.sid == text.sid:
                screen[place] = replace(shown, status=status)


def forget() -> None:
    """Clear every screen."""
    with _lock:
        _screens.clear()


def screen_of(number: str) -> list[Text]:
    """Give a phone's texts, oldest first."""
    with _lock:
        return list(_screens[number])


def sent_to(number: str) -> list[Text]:
    """Give what Samleng sent to a number, newest first, as the provider lists it."""
    return [text for text in reversed(screen_of(number)) if text.is_ours]
