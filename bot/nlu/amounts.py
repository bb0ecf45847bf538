"""Sums of money in a message: ១២ម៉ឺន, 40mun, ៥ពាន់រៀល, 2000r, 20$, បួនម៉ឺន."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from bot.nlu.normalise import normalise
from bot.nlu.numbers import NUMBER, number

Currency = Literal["KHR", "USD"]

MOST: Final = 6
_SCALES: Final = {
    1_000_000: "លាន|million|lean",
    100_000: "សែន|saen|sen",
    10_000: "ម៉ឺន|mun|meun|moeun|muen|mern|mhern",
    1_000: "ពាន់|poan|paan|puan|pon|pan|thousand|k",
    100: "រយ|roy|rory|hundred",
}
_SIZES: Final = {word: size for size, words in _SCALES.items() for word in words.split("|")}
_RIEL: Final = r"៛|រៀល|រ(?![\u1780-\u17d3])|riels?|real|khr|r"
_DOLLAR: Final = r"\$|ដុល្លារ|ដុល្លា|ដុលា|dollars?|dolars?|dolla|usd|dular"
_SUM: Final = re.compile(
    rf"(?P<before>\$|៛|usd|khr)? ?(?P<number>{NUMBER})"
    rf" ?(?P<scale>(?:{'|'.join(_SIZES)})(?![a-z]))? ?(?P<after>(?:{_RIEL}|{_DOLLAR})(?![a-z]))?"
)
_DOLLARS: Final = re.compile(rf"(?:{_DOLLAR})")
# People set the signs of "ten thousand" in several orders, or leave some out.
_TEN_THOUSAND: Final = re.compile("ម[\u17b7\u17ba\u17c9\u17ca\u17bb]{1,3}ន")


@dataclass(frozen=True)
class Amount:
    """A sum as it was named."""

    value: int
    currency: Currency


def amounts_in(text: str) -> tuple[Amount, ...]:
    """Return the sums in a text in their order; a number without a scale or a currency is none."""
    seen = _TEN_THOUSAND.sub("ម៉ឺន", normalise(text))
    found = (_amount(match) for match in _SUM.finditer(seen))
    return tuple(amount for amount in found if amount)[:MOST]


def _amount(match: re.Match[str]) -> Amount | None:
    currency = match["before"] or match["after"]
    value = number(match["number"])
    if not value or not (currency or match["scale"]):
        return None
    dollars = currency and _DOLLARS.fullmatch(currency)
    return Amount(round(value * _SIZES.get(match["scale"], 1)), "USD" if dollars else "KHR")
