"""The person's verdict, which counts for a decision that was put to them and for nothing else."""

from collections.abc import Callable

import pytest

from cases.models import Case, ThreadMessage
from cases.services import closing, resolving
from cases.services.resolving import Decision
from channels_app.models import OutboundMessage
from tests.bot.conftest import Texts
from tests.cases.conftest import press
from workflows.lifecycle import CaseState
from workflows.models import Category, Officer

pytestmark = pytest.mark.django_db


def decide(case: Case, officer: Officer) -> None:
    resolving.resolve(case, decision=Decision("not_upheld", "no"), by=officer, **press(case))


def state_of(case: Case) -> str:
    return str(Case.objects.get(pk=case.pk).state)


@pytest.mark.parametrize("words", ["1", "១", "yes", "YES", "ចាស", "baat"])
def test_one_or_yes_confirms(accepted: Case, officer: Officer, texts: Texts, words: str) -> None:
    decide(accepted, officer)
    texts(words)
    assert state_of(accepted) == CaseState.CLOSED


@pytest.mark.parametrize("words", ["2", "no", "ទេ", "not solved", "min ton ruoch"])
def test_two_or_no_reopens(accepted: Case, officer: Officer, texts: Texts, words: str) -> None:
    decide(accepted, officer)
    texts(words)
    assert state_of(accepted) == CaseState.ASSIGNED


def test_thanks_is_heard_and_confirms_nothing(
    accepted: Case, officer: Officer, texts: Texts
) -> None:
    decide(accepted, officer)
    assert texts("thank you") == []
    assert state_of(accepted) == CaseState.RESOLVED
    assert ThreadMessage.objects.exclude(inbound=None).latest("pk").case == accepted


@pytest.mark.parametrize("words", ["1", "2", "yes", "no", "not solved", "thank you"])
def test_a_newer_matter_is_meant_and_not_the_older_decision(
    accepted: Case,
    officer: Officer,
    texts: Texts,
    missed_payment: Callable[..., Case],
    words: str,
) -> None:
    decide(accepted, officer)
    missed_payment(category=Category.objects.get(code="CARD.LOST"))
    texts(words)
    assert state_of(accepted) == CaseState.RESOLVED


@pytest.mark.parametrize("words", ["1", "2", "yes", "not solved"])
def test_a_decision_that_was_never_put_to_the_phone_is_not_confirmed_by_it(
    accepted: Case, officer: Officer, texts: Texts, words: str
) -> None:
    texts("STOP")
    decide(accepted, officer)
    texts(words)
    assert state_of(accepted) == CaseState.RESOLVED


@pytest.mark.parametrize("state", ["failed", "expired", "cancelled"])
def test_a_decision_that_was_lost_on_the_way_is_not_confirmed(
    accepted: Case, officer: Officer, texts: Texts, state: str
) -> None:
    decide(accepted, officer)
    OutboundMessage.objects.filter(purpose="notice").update(state=state)
    texts("1")
    assert state_of(accepted) == CaseState.RESOLVED


def test_not_solved_is_about_the_open_case_and_reopens_no_closed_one(
    accepted: Case, officer: Officer, texts: Texts, missed_payment: Callable[..., Case]
) -> None:
    decide(accepted, officer)
    closing.close(accepted, confirmed=True, by=officer, **press(accepted))
    newer = missed_payment()
    texts("not solved")
    assert state_of(accepted) == CaseState.CLOSED
    assert ThreadMessage.objects.exclude(inbound=None).latest("pk").case == newer


def test_words_reopen_even_when_a_menu_came_since(
    accepted: Case, officer: Officer, texts: Texts
) -> None:
    decide(accepted, officer)
    texts("hello")
    texts("not solved")
    assert state_of(accepted) == CaseState.ASSIGNED


def test_a_confirmation_sent_twice_opens_no_complaint(texts: Texts, officer: Officer) -> None:
    texts("លុយមិនចូល")
    decide(Case.objects.get(), officer)
    texts("1")
    texts("1")
    assert Case.objects.get().state == "closed"
