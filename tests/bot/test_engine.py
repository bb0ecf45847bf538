"""What a text leads to: through the inbox, as the worker does it."""

from collections.abc import Callable

import pytest

from cases.models import Case, ThreadMessage
from cases.reference import display, make
from cases.services import resolving
from cases.services.resolving import Decision
from cases.texts import render
from channels_app.models import Channel, Contact, InboundMessage
from tests.bot.conftest import Texts
from tests.cases.conftest import press
from tests.travel import Travel
from workflows.lifecycle import CaseState
from workflows.models import Area, Office, Officer
from workflows.models.organisation import Role

pytestmark = pytest.mark.django_db


def every_message_has_its_one_thread() -> bool:
    handled = InboundMessage.objects.filter(state="done").count()
    return (
        handled
        == InboundMessage.objects.count()
        == ThreadMessage.objects.exclude(inbound=None).count()
    )


def test_a_matter_opens_a_case_at_once_and_one_question_goes_with_the_receipt(texts: Texts) -> None:
    replies = texts("បងអើយ លុយខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ")
    case = Case.objects.get()
    assert case.category is not None
    assert case.category.code == "PAY.MISSED"
    assert str(case) in replies[0]
    assert len(replies) == 1
    assert render("ask_place", "km") in replies[0]
    assert every_message_has_its_one_thread()


def test_the_answer_to_where_places_the_case(texts: Texts, commune: Area) -> None:
    texts("លុយខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ")
    texts(f"ឃុំ{commune.name_km}")
    case = Case.objects.get()
    assert case.area == commune
    assert case.office is not None
    assert case.thread.exclude(inbound=None).count() == 2


def test_what_the_person_adds_joins_the_case_that_waits(texts: Texts) -> None:
    texts("luy knhom min ton chol te 3 khae hz")
    texts("som chuoy phorng")
    texts("luy min chol te bong")
    assert Case.objects.count() == 1
    assert every_message_has_its_one_thread()


def test_a_greeting_gets_the_menu_and_no_case(texts: Texts) -> None:
    replies = texts("hi bong")
    assert len(replies) == 1
    assert not Case.objects.exists()
    assert every_message_has_its_one_thread()


@pytest.mark.parametrize("digit", ["1", "១", " ១. "])
def test_a_digit_chooses_from_the_menu_in_either_script(texts: Texts, digit: str) -> None:
    texts("សួស្តី")
    texts(digit)
    case = Case.objects.get()
    assert case.category is not None
    assert case.category.code == "PAY.MISSED"


def test_the_second_unclear_message_goes_to_a_human(texts: Texts) -> None:
    texts("...?")
    assert not Case.objects.exists()
    texts("🙂🙂")
    assert Case.objects.count() == 1
    assert every_message_has_its_one_thread()


def test_a_human_is_always_to_be_had(texts: Texts) -> None:
    replies = texts("ចង់និយាយជាមួយមនុស្ស កុំប្រើម៉ាស៊ីន")
    assert Case.objects.count() == 1
    assert replies


def test_stop_silences_and_start_wakes(texts: Texts, channel: Channel) -> None:
    assert len(texts("STOP")) == 1
    assert texts("luy min ton chol te") == []
    assert Case.objects.count() == 1
    assert len(texts("START")) == 1
    assert Contact.objects.get().stopped_at is None


def test_stop_inside_a_sentence_is_just_text(texts: Texts) -> None:
    texts("they stop my payment since August, please help")
    assert Contact.objects.get().stopped_at is None
    assert Case.objects.count() == 1


def test_the_reference_tells_its_own_phone_the_date_and_no_other_phone(texts: Texts) -> None:
    texts("My mother did not get elderly money since August")
    case = Case.objects.get()
    own = texts(f"case {case}")
    other = texts(f"case {case}", sender="+85512000002")
    unknown = texts(f"case {display(make(48210937))}", sender="+85512000003")
    assert str(case) in own[0]
    assert str(case) not in other[0]
    assert other == unknown


def test_a_disclosure_is_sealed_and_answered_by_silence(texts: Texts) -> None:
    assert texts("pdey veay knhom yok luy os, knhom min hean prab me phum te") == []
    case = Case.objects.get(is_sensitive=True)
    assert case.office is not None
    assert case.office.code == "MOWA-GBV"
    assert every_message_has_its_one_thread()


def test_a_restricted_case_does_not_exist_for_the_phone_that_filed_it(texts: Texts) -> None:
    texts("ប្តីវាយខ្ញុំ ខ្ញុំខ្លាច")
    case = Case.objects.get(is_sensitive=True)
    told = texts(f"status {case}")
    unknown = texts("status 12345678", sender="+85512000009")
    assert str(case) not in "".join(told)
    assert case.category is not None
    assert case.category.code not in "".join(told + unknown)


def test_an_emergency_is_urgent_and_not_hidden(
    texts: Texts, make_officer: Callable[..., Officer]
) -> None:
    make_officer("duty", Office.objects.get(code="MOH-DUTY"), Role.CASE)
    replies = texts("មន្ទីរពេទ្យមិនទទួលម្តាយខ្ញុំទេ គាត់ឈឺធ្ងន់ កំពុងនៅមុខពេទ្យ ជួយផង!!")
    case = Case.objects.get()
    assert (case.is_urgent, case.is_sensitive) == (True, False)
    assert case.office is not None
    assert case.office.code == "MOH-DUTY"
    assert len(replies) == 1


@pytest.mark.parametrize(("verdict", "state"), [("1", "closed"), ("២", "assigned")])
def test_the_persons_verdict_closes_or_reopens(
    texts: Texts, officer: Officer, verdict: str, state: str
) -> None:
    texts("លុយមិនចូល")
    case = Case.objects.get()
    decision = Decision("answered", "ប្រាក់នឹងចូលនៅថ្ងៃបើកបន្ទាប់។")
    resolving.resolve(case, decision=decision, by=officer, **press(case))
    texts(verdict)
    case = Case.objects.get()
    assert case.state == state
    assert Case.objects.count() == 1


def test_a_reply_after_closing_reopens_the_case(
    texts: Texts, officer: Officer, travel: Travel
) -> None:
    texts("លុយមិនចូល")
    case = Case.objects.get()
    decision = Decision("answered", "ប្រាក់នឹងចូល។")
    resolving.resolve(case, decision=decision, by=officer, **press(case))
    texts("1")
    assert Case.objects.get().state == CaseState.CLOSED
    texts("ot ton ban te, pel na ban")
    assert Case.objects.get().state == CaseState.ASSIGNED


def test_a_flood_from_one_number_is_kept_whole_and_answered_a_few_times(texts: Texts) -> None:
    replies = [reply for n in range(40) for reply in texts(f"luy min ton chol te {n}")]
    assert Case.objects.count() == 1
    assert len(replies) <= 4
    assert every_message_has_its_one_thread()


@pytest.mark.parametrize(
    "body",
    ["", "\u200b\u200b", "🙏🙏🙏", "´minTan;banluyeT", "ក" * 6000, "{reference}", "%s %(x)s"],
)
def test_odd_texts_end_in_one_thread_without_an_error(texts: Texts, body: str) -> None:
    texts(body)
    assert InboundMessage.objects.get().last_error == ""
    assert every_message_has_its_one_thread()
