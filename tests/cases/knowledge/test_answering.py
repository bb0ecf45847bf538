"""Which answer is given: an approved one, valid today, and the one that fits best."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from cases.errors import BadDate, IllegalMove, NotAllowed
from cases.knowledge import answer, approving
from cases.models import ApprovedAnswer
from tests.travel import Travel
from timekeeping.now import now
from workflows.models import Area, Category, Officer, Programme
from workflows.models.organisation import Role

pytestmark = pytest.mark.django_db
Write = Callable[..., ApprovedAnswer]


@pytest.fixture
def approver(make_officer: Callable[..., Officer], catalogue_officer: Officer) -> Officer:
    """A second catalogue officer."""
    return make_officer("approver", catalogue_officer.office, Role.CATALOGUE)


@pytest.fixture
def write(catalogue_officer: Officer) -> Write:
    """Write an answer that begins today and lasts a month."""

    def written(code: str = "pay-day", **changes: Any) -> ApprovedAnswer:
        known: dict[str, Any] = {
            "code": code,
            "category": Category.objects.get(code="INFO.PAYDATE"),
            "answer_km": f"ចម្លើយ {code}",
            "answer_latn": f"chomlaey {code}",
            "answer_en": f"answer {code}",
            "valid_from": approving.today(),
            "valid_until": approving.today() + timedelta(days=30),
            "source": "a letter",
            "written_by": catalogue_officer,
        }
        made: ApprovedAnswer = ApprovedAnswer.objects.create(**(known | changes))
        return made

    return written


@pytest.fixture
def given(write: Write, approver: Officer) -> Write:
    """Write and approve an answer."""

    def approved(code: str = "pay-day", **changes: Any) -> ApprovedAnswer:
        row = write(code, **changes)
        approving.approve(row, by=approver)
        row.refresh_from_db()
        return row

    return approved


def asked(programme: str | None = None, area: Area | None = None, language: str = "en") -> str:
    found = answer("INFO.PAYDATE", programme, area, language, now=now())
    return found.words if found else ""


def test_an_answer_is_given_in_the_persons_writing(given: Write) -> None:
    row = given()
    assert asked(language="km") == asked(language="fr") == row.answer_km
    assert asked(language="km-Latn") == row.answer_latn
    found = answer("INFO.PAYDATE", None, None, "en", now=now())
    assert found is not None
    assert (found.words, found.origin) == (row.answer_en, "knowledge:pay-day:1")
    assert answer("INFO.AMOUNT", None, None, "en", now=now()) is None


def test_what_nobody_approved_is_not_given(write: Write) -> None:
    write()
    assert asked() == ""


def test_an_answer_is_given_from_its_first_day_to_its_last_in_phnom_penh(
    given: Write, travel: Travel
) -> None:
    first = approving.today() + timedelta(days=2)
    given(valid_from=first, valid_until=first + timedelta(days=1))
    seen: dict[date, str] = {}
    for _ in range(5):
        seen[approving.today()] = asked()
        travel.forward(days=1)
    said = [bool(words) for words in seen.values()]
    assert said == [False, False, True, True, False]


def test_the_own_programme_comes_before_its_whole_and_that_before_any(given: Write) -> None:
    given("any")
    given("whole", programme=Programme.objects.get(code="FP"))
    given("own", programme=Programme.objects.get(code="FP_PW"))
    assert asked("FP_PW") == "answer own"
    assert asked("FP_EDU") == "answer whole"
    assert asked("HEF") == asked() == "answer any"


def test_the_smallest_area_comes_first_and_another_area_never(
    given: Write, commune: Area, elsewhere: Area
) -> None:
    given("province", area=Area.objects.get(code=commune.code[:2], level="province"))
    assert asked(area=elsewhere) == ""
    given("everywhere")
    given("commune", area=commune)
    assert asked(area=commune) == "answer commune"
    assert asked(area=commune.parent) == "answer province"
    assert asked(area=elsewhere) == asked() == "answer everywhere"


def test_the_author_does_not_approve_and_neither_does_a_case_officer(
    write: Write, catalogue_officer: Officer, officer: Officer
) -> None:
    row = write()
    for nobody in (catalogue_officer, officer):
        with pytest.raises(NotAllowed):
            approving.approve(row, by=nobody)
    row.approved_by, row.approved_at = catalogue_officer, now()
    with (
        pytest.raises(DatabaseError, match="answer_is_approved_by_somebody_else"),
        transaction.atomic(),
    ):
        row.save()


def test_what_is_too_long_over_or_approved_already_is_not_approved(
    write: Write, given: Write, approver: Officer
) -> None:
    with pytest.raises(IllegalMove):
        approving.approve(write("long", answer_km="ក" * 202), by=approver)
    with pytest.raises(IllegalMove):
        approving.approve(write("khmer", answer_en="ក"), by=approver)
    day = approving.today() - timedelta(days=1)
    with pytest.raises(BadDate):
        approving.approve(write("over", valid_from=day, valid_until=day), by=approver)
    with pytest.raises(IllegalMove):
        approving.approve(given("twice"), by=approver)


def test_an_approved_answer_is_not_changed_or_removed_even_in_sql(given: Write) -> None:
    row = given()
    for change in ({"answer_km": "ផ្សេង"}, {"valid_until": row.valid_until + timedelta(days=9)}):
        with pytest.raises(DatabaseError, match="make a new version"), transaction.atomic():
            ApprovedAnswer.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError, match="make a new version"), transaction.atomic():
        row.delete()


def test_a_new_version_takes_over_on_its_first_day_and_the_old_one_does_not_come_back(
    given: Write, catalogue_officer: Officer, approver: Officer, travel: Travel
) -> None:
    row = given()
    draft = approving.new_version(row, by=catalogue_officer)
    assert approving.new_version(row, by=approver) == draft
    assert (draft.version, draft.approved_by) == (2, None)
    draft.answer_en = "the new answer"
    draft.save()
    approving.approve(draft, by=approver)
    assert asked() == "answer pay-day"
    travel.forward(days=1)
    assert asked() == "the new answer"
    approving.stop(draft)
    assert asked() == ""


def test_an_answer_that_is_stopped_is_given_to_nobody_from_that_moment(given: Write) -> None:
    row = given()
    later = given("later", valid_from=approving.today() + timedelta(days=1))
    approving.stop(row)
    approving.stop(later)
    assert asked() == ""
    later.refresh_from_db()
    assert later.valid_until < later.valid_from
