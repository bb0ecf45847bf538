"""The person's own say: solved and how it was, taking back, appealing, their own data."""

import pytest
from django.db import transaction

from cases.models import Case
from cases.services import guarding, resolving
from cases.services.resolving import Decision
from cases.texts import render
from tests.bot.conftest import Texts
from tests.cases.conftest import press
from workflows.lifecycle import CaseState
from workflows.models import Officer

pytestmark = pytest.mark.django_db


def decide(case: Case, officer: Officer) -> None:
    resolving.resolve(case, decision=Decision("not_upheld", "no"), by=officer, **press(case))


def the(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_whoever_confirms_is_asked_how_it_was(
    accepted: Case, officer: Officer, texts: Texts
) -> None:
    decide(accepted, officer)
    said = texts("1")
    assert said[-1].endswith(render("ask_rating", "en")) or "៥" in said[-1]
    texts("៤")
    assert the(accepted).rating == 4
    assert the(accepted).events.filter(kind="rated").count() == 1


@pytest.mark.parametrize("words", ["0", "6", "good"])
def test_what_is_no_rating_is_not_kept(
    accepted: Case, officer: Officer, texts: Texts, words: str
) -> None:
    decide(accepted, officer)
    texts("1")
    texts(words)
    assert the(accepted).rating is None


@pytest.mark.parametrize("yes", ["1", "yes", "ចាស"])
def test_taking_back_needs_a_clear_yes_in_the_thread(texts: Texts, yes: str) -> None:
    texts("លុយខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ")
    case = Case.objects.get()
    asked = texts("ខ្ញុំចង់ដកបណ្តឹងវិញ")
    assert str(case) in asked[0]
    assert the(case).state == CaseState.ASSIGNED
    texts(yes)
    assert the(case).state == CaseState.WITHDRAWN


@pytest.mark.parametrize("no", ["2", "no", "ទេ", "I do not know"])
def test_anything_else_keeps_the_case(texts: Texts, no: str) -> None:
    texts("លុយខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ")
    texts("ខ្ញុំចង់ដកបណ្តឹងវិញ")
    texts(no)
    assert Case.objects.get().state == CaseState.ASSIGNED


def test_another_phone_cannot_take_a_case_back(texts: Texts) -> None:
    texts("លុយខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ")
    case = Case.objects.get()
    texts(f"withdraw my complaint {case}", sender="+85512000555")
    texts("1", sender="+85512000555")
    assert the(case).state == CaseState.ASSIGNED


def test_an_appeal_is_a_case_of_its_own(accepted: Case, officer: Officer, texts: Texts) -> None:
    decide(accepted, officer)
    texts("ខ្ញុំមិនសុខចិត្តនឹងសេចក្តីសម្រេចនេះទេ ខ្ញុំសូមតវ៉ា")
    newest = Case.objects.latest("pk")
    reopened = the(accepted).state == CaseState.ASSIGNED
    appealed = newest.category is not None and newest.category.code == "APL.DECISION"
    assert reopened or appealed


def test_a_request_about_ones_own_data_is_apart_from_the_matter(texts: Texts) -> None:
    texts("លុយខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ")
    texts("please delete all my personal data from your system")
    codes = [case.category.code for case in Case.objects.order_by("pk") if case.category]
    assert codes == ["PAY.MISSED", "PRV.REQUEST"]


def test_a_case_that_was_restricted_meanwhile_is_not_taken_back(texts: Texts) -> None:
    texts("លុយខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ")
    texts("ខ្ញុំចង់ដកបណ្តឹងវិញ")
    with transaction.atomic():
        case = Case.objects.all().locked(Case.objects.get())
        guarding.restrict(case, by=None)
    texts("1")
    assert the(case).state != CaseState.WITHDRAWN


def test_nothing_is_taken_back_by_the_answer_to_a_question_that_was_not_put(texts: Texts) -> None:
    texts("លុយខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ")
    texts("STOP")
    assert texts("ខ្ញុំចង់ដកបណ្តឹងវិញ") == []
    texts("1")
    assert Case.objects.get().state == CaseState.ASSIGNED
