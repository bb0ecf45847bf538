"""What may stand in a cell, and why it is refused; a reason never repeats the cell."""

import re
from collections.abc import Mapping as Table
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_noop

from cases.registry.dates import cell_date, find_born, latin_digits
from cases.registry.facts import birth_label, end_of_phone
from cases.registry.importing.mapping import Column, fold

EMPTY: Final = gettext_noop("is empty")
NOT_A_DATE: Final = gettext_noop("is no date; write 2026-11-25 or 25/11/2026")
NOT_KNOWN: Final = gettext_noop("is a word that the mapping does not know")
NOT_THERE: Final = gettext_noop("names nothing that the catalogue has")
NOT_AN_AMOUNT: Final = gettext_noop("is no whole amount in riel")
NO_BIRTHDAY: Final = gettext_noop("is neither a date of birth nor a year")
NO_PHONE: Final = gettext_noop("is no phone number")
NO_YEAR: Final = gettext_noop("must begin with its year, such as 2026-10, in at most 12 letters")
NOT_PAID: Final = gettext_noop("goes with the status paid alone")
FRACTION: Final = gettext_noop("was turned into a fraction: format the column as text")
DIFFERS: Final = gettext_noop("another row of the same household says otherwise")
DIFFERS_PAYMENT: Final = gettext_noop("another row of the same payment says otherwise")
CARD_TWICE: Final = gettext_noop("is the card of another household too")
NO_HOUSEHOLD: Final = gettext_noop("is in no list of households that was brought in")
ALL_REASONS: Final = (
    EMPTY,
    NOT_A_DATE,
    NOT_KNOWN,
    NOT_THERE,
    NOT_AN_AMOUNT,
    NO_BIRTHDAY,
    NO_PHONE,
    NO_YEAR,
    NOT_PAID,
    FRACTION,
    DIFFERS,
    DIFFERS_PAYMENT,
    CARD_TWICE,
    NO_HOUSEHOLD,
)

MOST_RIEL: Final = 10**10
LONGEST_CYCLE: Final = 12
_SEVERAL: Final = re.compile(r"[;,\n]+")
_MONTH_FIRST: Final = re.compile(r"(\d{1,2})[/.-](\d{4})")
_NUMERAL: Final = re.compile(r"\d+(?:[.,\s]\d{3})*")


class Refused(Exception):
    """A cell that cannot be taken, with its column and the reason."""

    def __init__(self, column: str, reason: str) -> None:
        self.column, self.reason = column, reason
        super().__init__(column, reason)


def plain(value: Any) -> str:
    """A cell as text; a whole number that a sheet keeps as 12.0 is 12."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def number(value: Any, column: str, *, needed: bool) -> str:
    """A household's or a card's number, of whatever form: nobody knows the form."""
    if isinstance(value, float) and not value.is_integer():
        raise Refused(column, FRACTION)
    text = plain(value)
    if needed and not re.search(r"\w", text):
        raise Refused(column, EMPTY)
    return text


def day(value: Any, column: str) -> date | None:
    """A date, or None for an empty cell."""
    if value in (None, ""):
        return None
    try:
        return cell_date(value)
    except ValueError:
        raise Refused(column, NOT_A_DATE) from None


def word(value: Any, column: Column, *, otherwise: str | None = None) -> str:
    """A value by the words of the mapping; `otherwise` for an empty cell, which else is refused."""
    folded = fold(plain(value))
    if not folded:
        if otherwise is None:
            raise Refused(column.name, EMPTY)
        return otherwise
    if folded not in column.values:
        raise Refused(column.name, NOT_KNOWN)
    return column.values[folded]


def named(value: Any, column: str, known: Table[str, int], *, needed: bool) -> int | None:
    """The id of what a code or a name stands for."""
    folded = fold(plain(value))
    if not folded:
        if needed:
            raise Refused(column, EMPTY)
        return None
    if folded not in known:
        raise Refused(column, NOT_THERE)
    return known[folded]


def births(cells: list[Any], *, today: date) -> list[str]:
    """The facts of birthday cells, each of which may hold several."""
    found = []
    for cell in cells:
        texts = _SEVERAL.split(cell) if isinstance(cell, str) else [plain(cell)]
        for text in texts:
            if not text.strip():
                continue
            born = find_born(latin_digits(text), today=today)
            if born is None:
                raise Refused("born", NO_BIRTHDAY)
            found.append(birth_label(born.day or born.year))
    return found


def phones(cells: list[Any]) -> list[str]:
    """The facts of phone cells, each of which may hold several."""
    found = []
    for cell in cells:
        for text in _SEVERAL.split(plain(cell)):
            if not text.strip():
                continue
            end = end_of_phone(text)
            if not end:
                raise Refused("phone", NO_PHONE)
            found.append(f"phone:{end}")
    return found


def riel(value: Any) -> int | None:
    """An amount in riel, with or without its sign and its thousands apart."""
    if value in (None, ""):
        return None
    text = latin_digits(plain(value)).replace("៛", "").replace("រៀល", "")
    text = re.sub(r"(?i)\b(?:khr|riels?|r)\b", "", text).strip()
    if not _NUMERAL.fullmatch(text):
        raise Refused("amount", NOT_AN_AMOUNT)
    amount = int(re.sub(r"\D", "", text))
    if amount >= MOST_RIEL:
        raise Refused("amount", NOT_AN_AMOUNT)
    return amount


def cycle(value: Any) -> str:
    """A cycle's name, year first, so that cycles sort by time: 10/2026 is 2026-10."""
    if isinstance(value, date):
        return f"{value:%Y-%m}"
    text = latin_digits(plain(value))
    if not text:
        raise Refused("cycle", EMPTY)
    if month := _MONTH_FIRST.fullmatch(text):
        text = f"{month[2]}-{int(month[1]):02}"
    if not re.match(r"(?:19|20)\d{2}(?!\d)", text) or len(text) > LONGEST_CYCLE:
        raise Refused("cycle", NO_YEAR)
    return text
