"""The text of a decision: what was found, what is done by when, and where else to turn."""

from datetime import date

from cases.reference import display
from cases.texts.dates import spoken_date
from cases.texts.errors import UnknownText
from cases.texts.sentences import render

OUTCOMES = ("upheld", "partly_upheld", "not_upheld", "answered", "redirected")


def resolution_text(
    language: str, *, reference: str, outcome: str, explanation: str, remedy_due: date | None
) -> str:
    """Return the whole text for an outcome of the case, with the officer's explanation in it.

    Raises UnknownText for an outcome that is not one of OUTCOMES.
    """
    if outcome not in OUTCOMES:
        raise UnknownText(outcome)
    remedy = ""
    if remedy_due is not None:
        remedy = " " + render("remedy_by", language, date=spoken_date(remedy_due, language))
    return render(
        f"resolved_{outcome}",
        language,
        reference=display(reference),
        explanation=explanation.strip().rstrip(".។ "),
        remedy=remedy,
    )
