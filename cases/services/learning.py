"""What the person tells about themselves and their matter, in answer to our questions."""

from datetime import date

from django.db import transaction

from cases.models import Case, PartyRole, Person
from cases.models.party import ContactWish
from cases.services.parties import name_tokens
from cases.services.steps import record

STARS = range(1, 6)


@transaction.atomic
def learn(
    case: Case,
    *,
    since_on: date | None = None,
    name: str = "",
    stays_unnamed: bool = False,
    may_call: bool | None = None,
) -> None:
    """Write down what was answered. No officer's open form becomes stale of it.

    Whoever does not want to be called is written to only: nobody rings a phone that is shared.
    """
    if since_on is not None:
        case.since_on = since_on
    if stays_unnamed:
        case.is_anonymous = True
    case.store("since_on", "is_anonymous")
    changes: dict[str, object] = {}
    if name:
        changes |= {"name": name, "name_tokens": name_tokens(name)}
    if may_call is not None:
        changes["contact_wish"] = ContactWish.ANY if may_call else ContactWish.TEXT
    if changes:
        parties = case.parties.filter(role=PartyRole.COMPLAINANT).values("person_id")
        Person.objects.filter(pk__in=parties).update(**changes)
    record(
        case,
        "told",
        since=since_on.isoformat() if since_on else None,
        named=bool(name),
        unnamed=stays_unnamed,
        may_call=may_call,
    )


@transaction.atomic
def rate(case: Case, *, stars: int) -> None:
    """Keep what the person thought of how it went; ValueError for what is no rating."""
    if stars not in STARS:
        raise ValueError(stars)
    case.rating = stars
    case.store("rating")
    record(case, "rated", stars=stars)


@transaction.atomic
def tell_apart(case: Case, words: str) -> None:
    """Add words to an ordinary case's story whose message lies in a restricted thread.

    They were parted from what is confided: the case keeps them, and no trace of the rest.
    """
    fresh = Case.objects.all().locked(case)
    if fresh.is_sensitive or words in fresh.narrative:
        return
    fresh.narrative = f"{fresh.narrative}\n\n{words}".strip()
    fresh.store("narrative")
    record(fresh, "told")
