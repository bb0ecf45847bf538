"""Dates as people say them, in Phnom Penh."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

PHNOM_PENH: Final = ZoneInfo("Asia/Phnom_Penh")

_KHMER_DIGITS: Final = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")
MONTHS: Final = {
    "km": [
        "មករា",
        "កុម្ភៈ",
        "មីនា",
        "មេសា",
        "ឧសភា",
        "មិថុនា",
        "កក្កដា",
        "សីហា",
        "កញ្ញា",
        "តុលា",
        "វិច្ឆិកា",
        "ធ្នូ",
    ],
    "km-Latn": [
        "makara",
        "kompheak",
        "mina",
        "mesa",
        "osaphea",
        "mithona",
        "kakada",
        "seiha",
        "kanha",
        "tola",
        "vicheka",
        "thnou",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_WITH_YEAR: Final = {"km": "{date} ឆ្នាំ{year}", "km-Latn": "{date} {year}", "en": "{date} {year}"}
_FORMS: Final = {
    "km": "ថ្ងៃទី {day} ខែ{month}",
    "km-Latn": "thngai {day} {month}",
    "en": "{day} {month}",
}


def spoken_date(moment: date | datetime, language: str) -> str:
    """Return "ថ្ងៃទី ២៧ ខែវិច្ឆិកា", "thngai 27 vicheka" or "27 November".

    The year is left out: what we promise is weeks away. An instant is taken to Phnom Penh first.
    Raises ValueError for an instant without a zone.
    """
    if isinstance(moment, datetime):
        if moment.tzinfo is None:
            raise ValueError("An instant needs a zone to have a date.")
        moment = moment.astimezone(PHNOM_PENH).date()
    spoken = language if language in _FORMS else "km"
    day = str(moment.day)
    if spoken == "km":
        day = day.translate(_KHMER_DIGITS)
    month = MONTHS[spoken][moment.month - 1]
    return _FORMS[spoken].replace("{day}", day).replace("{month}", month)


def whole_date(day: date, language: str) -> str:
    """The date with its year: for what may be long ago or far ahead."""
    spoken = language if language in _FORMS else "km"
    year = str(day.year).translate(_KHMER_DIGITS) if spoken == "km" else str(day.year)
    said = _WITH_YEAR[spoken].replace("{date}", spoken_date(day, spoken))
    return said.replace("{year}", year)


def spoken_number(number: int, language: str) -> str:
    """A number with its thousands apart: "80.000" in Khmer digits, or "80,000"."""
    said = f"{number:,}"
    if language in {"km-Latn", "en"}:
        return said
    return in_digits_of(said.replace(",", "."), language)


def in_digits_of(text: str, language: str) -> str:
    """The text with the digits of the language: Khmer ones unless it is written in Latin."""
    return text if language in {"km-Latn", "en"} else text.translate(_KHMER_DIGITS)
