"""The life of an answer: written, approved by somebody else, replaced by a version, stopped."""

from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction

from cases.errors import BadDate, IllegalMove, NotAllowed
from cases.knowledge.length import is_latin, is_short
from cases.models import ApprovedAnswer
from timekeeping.now import now
from workflows.models import Officer
from workflows.models.organisation import Role

PHNOM_PENH: Final = ZoneInfo("Asia/Phnom_Penh")
MAY_APPROVE: Final = frozenset({Role.CATALOGUE, Role.ADMIN})


@transaction.atomic
def approve(answer: ApprovedAnswer, *, by: Officer) -> None:
    """Put an answer in force from its first day; the version before ends the day before.

    Raises NotAllowed for its own author, IllegalMove for one that is approved already or too
    long, BadDate for one whose last day has passed.
    """
    draft = ApprovedAnswer.objects.select_for_update().get(pk=answer.pk)
    if by.role not in MAY_APPROVE or draft.written_by_id in {by.pk, None}:
        raise NotAllowed
    texts = (draft.answer_km, draft.answer_latn, draft.answer_en)
    if draft.approved_by_id is not None or not all(is_short(text) for text in texts):
        raise IllegalMove
    if not (is_latin(draft.answer_latn) and is_latin(draft.answer_en)):
        raise IllegalMove
    if draft.valid_until < today():
        raise BadDate
    earlier = ApprovedAnswer.objects.filter(
        code=draft.code, version__lt=draft.version, approved_by__isnull=False
    )
    for before in earlier:
        _end(before, draft.valid_from - timedelta(days=1))
    draft.approved_by, draft.approved_at = by, now()
    draft.save()


@transaction.atomic
def new_version(answer: ApprovedAnswer, *, by: Officer) -> ApprovedAnswer:
    """Copy the newest version as a draft that begins tomorrow; one that waits is given back."""
    versions = ApprovedAnswer.objects.select_for_update().filter(code=answer.code)
    newest = versions.order_by("-version")[0]
    if newest.approved_by_id is None:
        return newest
    lasted = newest.valid_until - newest.valid_from
    newest.pk, newest.version = None, newest.version + 1
    newest.valid_from = today() + timedelta(days=1)
    newest.valid_until = newest.valid_from + max(lasted, timedelta(0))
    newest.written_by, newest.approved_by, newest.approved_at = by, None, None
    newest.save(force_insert=True)
    return newest


@transaction.atomic
def stop(answer: ApprovedAnswer) -> None:
    """Give an answer to nobody from this moment on."""
    row = ApprovedAnswer.objects.select_for_update().get(pk=answer.pk)
    if row.approved_by_id is None:
        raise IllegalMove
    _end(row, today() - timedelta(days=1))


def today() -> date:
    """The date in Phnom Penh."""
    return now().astimezone(PHNOM_PENH).date()


def _end(row: ApprovedAnswer, last_day: date) -> None:
    """Let a row end on a day; one that would begin later ends before it begins."""
    ends = max(last_day, row.valid_from - timedelta(days=1))
    if ends < row.valid_until:
        row.valid_until = ends
        row.save(update_fields=["valid_until"])
