"""A report from the first word to the last: one question at a time, and what comes of it."""

from collections.abc import Callable

import pytest

from bot.models import Conversation
from cases.models import Case, Party
from cases.services import assigning
from cases.texts import render
from tests.bot.conftest import Texts
from tests.cases.conftest import press
from tests.travel import Travel
from workflows.models import Area, Officer
from workflows.models.organisation import Role

pytestmark = pytest.mark.django_db
MISSED = "លុយកញ្ចប់គ្រួសារខ្ញុំមិនទាន់ចូលទេ"


def person_of(case: Case) -> Party:
    return Party.objects.select_related("person").get(case=case)


def test_a_report_in_khmer_from_the_matter_to_the_wish(texts: Texts, commune: Area) -> None:
    first = texts(MISSED)
    assert render("ask_place", "km") in first[0]
    assert texts(f"ឃុំ{commune.name_km}") == [render("ask_since", "km")]
    named = texts("២ខែហើយ")
    assert named[0].startswith(render("ask_name", "km"))
    assert named[0].endswith("១ មិនប្រាប់")
    may_call = texts("សុខ ចាន់ថា")
    assert may_call[0].endswith("១ បាន\n២ មិនបាន")
    last = texts("២")
    case = Case.objects.get()
    assert str(case) in last[0]
    assert case.area == commune
    assert case.since_on is not None
    person = person_of(case).person
    assert (person.name, person.contact_wish) == ("សុខ ចាន់ថា", "text")
    assert case.thread.exclude(inbound=None).count() == 5
    assert Conversation.objects.get().awaiting == ""


def test_whoever_stays_unnamed_is_asked_no_more_of_it(texts: Texts, commune: Area) -> None:
    texts(f"{MISSED} ២ខែហើយ កុំប្រាប់គេថាខ្ញុំសរសេរ។ ខ្ញុំនៅឃុំ{commune.name_km}")
    case = Case.objects.get()
    assert case.is_anonymous
    assert Conversation.objects.get().awaiting == "may_call"


def test_the_name_may_be_kept_by_a_digit(texts: Texts, commune: Area) -> None:
    texts(f"{MISSED} ២ខែហើយ។ ខ្ញុំនៅឃុំ{commune.name_km}")
    texts("1")
    assert Case.objects.get().is_anonymous


def test_another_language_in_the_middle_changes_the_next_question(
    texts: Texts, commune: Area
) -> None:
    texts(MISSED)
    said = texts("english")
    assert said[0].startswith(render("language_changed", "en"))
    assert said[0].endswith(render("ask_place", "en"))


def test_where_it_stands_is_told_in_between_and_the_question_stays(texts: Texts) -> None:
    texts(MISSED)
    case = Case.objects.get()
    said = texts("status")
    assert len(said) == 1
    assert str(case) in said[0]
    assert said[0].endswith(render("ask_place", "km"))
    assert Conversation.objects.get().awaiting == "place"


def test_silence_leaves_the_case_with_its_office(texts: Texts, travel: Travel) -> None:
    texts(MISSED)
    case = Case.objects.get()
    assert case.office is not None
    travel.forward(hours=30)
    # The question is void: these words are not read as a place.
    texts("សុខសប្បាយទេ")
    assert Case.objects.get().area is None
    assert Conversation.objects.get().awaiting != "place"


def test_two_answers_that_are_none_leave_the_question_to_the_officer(texts: Texts) -> None:
    texts(MISSED)
    for _ in range(2):
        texts("មិនដឹងប្រាប់ម៉េច")
    assert Conversation.objects.get().awaiting == "since"


def test_once_an_officer_took_the_case_nothing_more_is_asked(
    texts: Texts, commune: Area, make_officer: Callable[..., Officer]
) -> None:
    texts(MISSED)
    case = Case.objects.get()
    assigning.accept(case, by=make_officer("intake", case.office, Role.CASE), **press(case))
    said = texts(f"ឃុំ{commune.name_km}")
    assert not any(question in text for text in said for question in ("តាំងពីពេលណា", "ឈ្មោះអ្វី"))


def test_stop_in_the_middle_asks_nothing_more(texts: Texts) -> None:
    texts(MISSED)
    assert texts("STOP") == [render("stop_done", "km")]
    assert texts("thank you") == []
    assert Conversation.objects.get().awaiting == ""


def test_an_enquiry_is_asked_for_its_place_alone(texts: Texts, commune: Area) -> None:
    texts("តើខ្ញុំត្រូវធ្វើដូចម្តេចដើម្បីដាក់ពាក្យសុំកញ្ចប់គ្រួសារ?")
    case = Case.objects.get()
    assert case.is_enquiry
    texts(f"ឃុំ{commune.name_km}")
    assert Conversation.objects.get().awaiting == ""
