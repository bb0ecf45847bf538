"""Finding a case again: by its reference, by a phone number, by a name or a card."""

from cases import access, reference
from cases.models import Case
from cases.models.case import CaseQuerySet
from cases.services.parties import name_tokens
from channels_app.identity import document_hash, phone_hash
from workflows.models import Officer


def by_reference(officer: Officer, text: str) -> Case | None:
    """The case of a reference in Khmer or Latin digits, when the officer may see it."""
    wanted = reference.parse(text)
    if not wanted:
        return None
    return access.visible_to(officer).filter(reference=wanted).first()


def by_phone(officer: Officer, text: str) -> CaseQuerySet:
    """The cases of whoever gave this number or wrote from it."""
    return _of_persons(officer, parties__person__phone_hash=phone_hash(text))


def by_card(officer: Officer, text: str) -> CaseQuerySet:
    """The cases of a card or household number."""
    return _of_persons(officer, parties__person__card_hash=document_hash(text))


def by_name(officer: Officer, text: str) -> CaseQuerySet:
    """The cases of people whose name has all of these words."""
    tokens = name_tokens(text)
    if not tokens:
        return access.visible_to(officer).none()
    return _of_persons(officer, parties__person__name_tokens__contains=tokens)


def _of_persons(officer: Officer, **wanted: object) -> CaseQuerySet:
    # A sub-query, not a join: a person may be in a case twice, and the case is listed once.
    found = Case.objects.filter(**wanted).values("pk")
    return (
        access.visible_to(officer)
        .filter(pk__in=found)
        .select_related("category", "programme", "area__parent__parent__parent", "officer")
        .order_by("-received_at", "pk")
    )
