"""Answered at first contact: from what was approved, and from the register to who is known."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from cases.models import ApprovedAnswer, Case, RegisterHousehold, ThreadMessage
from cases.registry import facts
from cases.texts import render
from channels_app.identity import document_hash
from channels_app.models import InboundMessage, OutboundMessage
from tests.bot.conftest import Texts
from timekeeping.now import now
from workflows.models import Category, Officer

pytestmark = pytest.mark.django_db
QUESTION = "តើកញ្ចប់គ្រួសារខែនេះបើកប្រាក់ថ្ងៃណា?"
CARD = "5512348100"
ON_THE_LIST = "am I on the list?"


@pytest.fixture
def answer(
    catalogue_officer: Officer, make_officer: Callable[..., Officer]
) -> Callable[..., ApprovedAnswer]:
    """Write an answer and let another officer approve it."""
    approver = make_officer("approver", None, "catalogue")

    def make(*, ends_in_days: int, category: str = "INFO.PAYDATE") -> ApprovedAnswer:
        today = timezone.localdate(now())
        return ApprovedAnswer.objects.create(
            code="pay-day",
            category=Category.objects.get(code=category),
            answer_km="ថ្ងៃបើកប្រាក់បិទផ្សាយនៅសាលាឃុំ",
            answer_latn="Thngai berk brak bit nov sala khum",
            answer_en="The pay day is posted at the commune office",
            valid_from=today - timedelta(days=9),
            valid_until=today + timedelta(days=ends_in_days),
            source="made up for this test",
            written_by=catalogue_officer,
            approved_by=approver,
            approved_at=now(),
        )

    return make


@pytest.fixture
def household() -> RegisterHousehold:
    """A household of the register, with a member born on a day."""
    hashed = document_hash(CARD)
    born = facts.read("12/03/1961", today=timezone.localdate(now()))
    return RegisterHousehold.objects.create(
        number_hash=hashed,
        facts=[facts.fact_hash(label, salt=hashed) for label in born.labels],
        level="poor_1",
    )


def test_an_approved_answer_is_given_at_once_and_counted_as_an_enquiry(
    texts: Texts, answer: Callable[..., ApprovedAnswer]
) -> None:
    answer(ends_in_days=5)
    assert texts(QUESTION) == ["ថ្ងៃបើកប្រាក់បិទផ្សាយនៅសាលាឃុំ"]
    case = Case.objects.get()
    assert (case.is_enquiry, case.outcome, case.state) == (True, "answered", "resolved")


def test_an_answer_that_has_run_out_is_never_given(
    texts: Texts, answer: Callable[..., ApprovedAnswer]
) -> None:
    answer(ends_in_days=-1)
    said = texts(QUESTION)
    assert "សាលាឃុំ" not in said[0].split("\n")[0]
    case = Case.objects.get()
    assert (case.is_enquiry, case.state) == (True, "assigned")


def test_not_solved_brings_an_answered_question_to_an_officer(
    texts: Texts, answer: Callable[..., ApprovedAnswer]
) -> None:
    answer(ends_in_days=5)
    texts(QUESTION)
    texts("not solved")
    assert Case.objects.get().state == "assigned"


def test_the_register_tells_whoever_knows_a_number_and_a_second_fact(
    texts: Texts, household: RegisterHousehold
) -> None:
    texts(ON_THE_LIST)
    texts(CARD)
    said = texts("12/03/1961")
    assert "on the list" in said[0]
    case = Case.objects.get()
    assert (case.is_enquiry, case.outcome) == (True, "answered")
    assert CARD not in case.narrative
    assert "1961" not in case.narrative


def test_the_phone_alone_and_a_wrong_fact_tell_nothing(
    texts: Texts, household: RegisterHousehold
) -> None:
    texts(ON_THE_LIST)
    texts(CARD)
    wrong = texts("1/1/1990")
    texts("999999999")
    unknown = texts("1/1/1990")
    told = " ".join(OutboundMessage.objects.values_list("body", flat=True))
    assert "poor" not in told
    assert "do not match" in wrong[0]
    assert "do not match" in unknown[0]
    assert not Case.objects.exists()


def test_without_a_register_nobody_gives_a_number_in_vain(texts: Texts) -> None:
    texts(ON_THE_LIST)
    assert Case.objects.get().is_enquiry or Case.objects.get().category is not None


def test_a_look_up_between_number_and_fact_loses_neither(
    texts: Texts, household: RegisterHousehold
) -> None:
    texts(ON_THE_LIST)
    texts(CARD)
    texts("status")
    assert "on the list" in texts("12/03/1961")[0]


def test_nothing_of_the_household_stands_in_a_case(
    texts: Texts, household: RegisterHousehold
) -> None:
    texts("my ID poor card is lost")
    texts(ON_THE_LIST)
    texts(CARD)
    texts("12/03/1961")
    threads = ThreadMessage.objects.exclude(inbound=None).exclude(case=None)
    told = [row.inbound.body for row in threads.select_related("inbound") if row.inbound]
    assert told == ["my ID poor card is lost"]


def test_where_the_register_is_away_an_officer_gets_what_was_given(
    texts: Texts, household: RegisterHousehold, settings: Settings
) -> None:
    texts(ON_THE_LIST)
    texts(CARD)
    settings.REGISTRY = "none"
    said = texts("12/03/1961")
    assert render("registry_away", "en") in "\n".join(said)
    case = Case.objects.get()
    assert (case.is_enquiry, case.state, case.narrative) == (True, "assigned", "")
    assert case.thread.exclude(inbound=None).count() == 3


def test_an_answer_in_a_category_of_complaints_stops_no_message(
    texts: Texts, answer: Callable[..., ApprovedAnswer]
) -> None:
    answer(ends_in_days=5, category="ENR.REQUEST")
    texts("jong thver ban kror, trov dak peak nov na bong?")
    assert InboundMessage.objects.get().last_error == ""
    assert Case.objects.count() == 1
