"""The reference and the promised date of a case, as a text shows them."""

from cases.models import Case
from cases.reference import display
from cases.services.telling import promised
from cases.texts.dates import spoken_date


def promise_of(case: Case, language: str) -> dict[str, str]:
    """The values of every text that makes a promise."""
    return {"reference": display(case.reference), "date": spoken_date(promised(case), language)}
