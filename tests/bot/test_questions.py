"""What we ask ourselves, and how long the answer may change a case."""

from collections.abc import Callable

import pytest

from cases.models import Case
from cases.services import assigning
from cases.services.classifying import classify
from tests.bot.conftest import Texts
from tests.cases.conftest import press
from workflows.models import Area, Category, Officer
from workflows.models.organisation import Role

pytestmark = pytest.mark.django_db
UNNAMED = "my family had a problem with the hospital paper, please help us"


def test_the_answer_to_what_names_the_matter(texts: Texts) -> None:
    texts(UNNAMED)
    texts("the hospital refused to treat me with my card")
    case = Case.objects.get()
    assert case.category is not None
    assert case.thread.exclude(inbound=None).count() == 2


def test_words_after_an_officer_took_the_case_undo_nothing_of_theirs(
    texts: Texts, commune: Area, make_officer: Callable[..., Officer]
) -> None:
    texts(UNNAMED)
    case = Case.objects.get()
    officer = make_officer("intake", case.office, Role.CASE)
    assigning.accept(case, by=officer, **press(case))
    refused = Category.objects.get(code="HLT.REFUSED")
    classify(case, category=refused, programme=None, area=commune, by=officer, **press(case))
    texts("my money has not come for 3 months")
    assert Case.objects.get(pk=case.pk).category == refused


def test_once_an_officer_has_the_case_the_answer_stays_in_the_thread(
    texts: Texts, commune: Area, make_officer: Callable[..., Officer]
) -> None:
    texts("លុយខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ")
    case = Case.objects.get()
    assigning.accept(case, by=make_officer("intake", case.office, Role.CASE), **press(case))
    texts(f"ឃុំ{commune.name_km}")
    case = Case.objects.get()
    assert case.area is None
    assert case.thread.exclude(inbound=None).count() == 2


def test_an_answer_fills_only_what_is_missing(
    texts: Texts, commune: Area, elsewhere: Area, supervisor: Officer
) -> None:
    texts("លុយខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ")
    case = Case.objects.get()
    classify(case, category=case.category, programme=None, area=elsewhere)
    texts(f"ឃុំ{commune.name_km}")
    assert Case.objects.get().area == elsewhere
