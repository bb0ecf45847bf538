"""What a person says while an officer waits for the answer."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from cases.models import Case, ThreadMessage
from cases.services import asking, assigning
from channels_app.models import Contact
from tests.bot.conftest import Texts
from tests.cases.conftest import press
from timekeeping.now import now
from workflows.lifecycle import CaseState
from workflows.models import Area, Officer
from workflows.models.organisation import Role

pytestmark = pytest.mark.django_db


def ask(case: Case, officer: Officer) -> None:
    day = (now() + timedelta(days=4)).date()
    asking.ask(
        case, question="How many?", reason="needed", expected_on=day, by=officer, **press(case)
    )


def state_of(case: Case) -> str:
    return str(Case.objects.get(pk=case.pk).state)


def place_of_the_last() -> int | None:
    return ThreadMessage.objects.exclude(inbound=None).latest("pk").case_id


@pytest.mark.parametrize(
    "words",
    ["1", "២", "5", "6", "0", "yes", "no", "ទេ", "card number 5512 3481", "1/2/1990",
     "thank you, we are 4 people", "I do not know", "Sok",
     "My reference is {ref}, the family book is 7788",
     "my ID poor card is lost", "4821-0937-8", "please call me"],
)  # fmt: skip
def test_whatever_is_said_is_the_answer_that_ends_the_wait(
    accepted: Case, officer: Officer, texts: Texts, words: str
) -> None:
    ask(accepted, officer)
    texts(words.format(ref=str(accepted)))
    assert (state_of(accepted), place_of_the_last()) == (CaseState.IN_PROGRESS, accepted.pk)
    assert Case.objects.count() == 1


@pytest.mark.parametrize("words", ["STOP", "help", "status", "case {ref}", "english"])
def test_a_command_and_a_look_up_are_no_answers(
    accepted: Case, officer: Officer, texts: Texts, words: str
) -> None:
    ask(accepted, officer)
    texts(words.format(ref=str(accepted)))
    assert state_of(accepted) == CaseState.AWAITING


def test_yes_after_stop_is_start(
    accepted: Case, officer: Officer, texts: Texts, complainant: Contact
) -> None:
    ask(accepted, officer)
    texts("STOP")
    texts("YES")
    assert state_of(accepted) == CaseState.AWAITING
    assert Contact.objects.get(pk=complainant.pk).stopped_at is None


def test_the_answer_goes_to_the_case_that_asked_and_not_to_the_newest(
    accepted: Case, officer: Officer, texts: Texts, missed_payment: Callable[..., Case]
) -> None:
    ask(accepted, officer)
    missed_payment()
    texts("it is the third house")
    assert (state_of(accepted), place_of_the_last()) == (CaseState.IN_PROGRESS, accepted.pk)


def test_our_own_open_question_does_not_swallow_the_answer(
    texts: Texts, commune: Area, make_officer: Callable[..., Officer]
) -> None:
    texts("លុយខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ")
    case = Case.objects.get()
    officer = make_officer("intake", case.office, Role.CASE)
    assigning.accept(case, by=officer, **press(case))
    ask(Case.objects.get(), officer)
    texts(f"ឃុំ{commune.name_km}")
    assert state_of(case) == CaseState.IN_PROGRESS


def test_a_picture_is_an_answer_too(accepted: Case, officer: Officer, texts: Texts) -> None:
    ask(accepted, officer)
    texts("", media=1)
    assert (state_of(accepted), place_of_the_last()) == (CaseState.IN_PROGRESS, accepted.pk)


def test_danger_told_in_an_answer_is_still_sealed(
    accepted: Case, officer: Officer, texts: Texts
) -> None:
    ask(accepted, officer)
    texts("my husband beats me every night")
    assert state_of(accepted) == CaseState.AWAITING
    assert place_of_the_last() == Case.objects.get(is_sensitive=True).pk
