"""Free text: which case it belongs to, and what the human gets to see."""

import pytest

from bot.models import Conversation
from bot.saying import MOST_TEXTS
from cases.models import Case, ThreadMessage
from cases.services import merging
from tests.bot.conftest import Texts
from tests.cases.conftest import press
from workflows.models import Officer

pytestmark = pytest.mark.django_db
STRANGER = "+85512999999"


def test_two_matters_told_in_turns_are_two_cases_and_few_replies(texts: Texts) -> None:
    replies = []
    for _ in range(10):
        replies += texts("my money has not come for 3 months")
        replies += texts("my ID poor card is lost")
    families = [case.category.code for case in Case.objects.order_by("pk") if case.category]
    assert families == ["PAY.MISSED", "CARD.LOST"]
    assert len(replies) <= MOST_TEXTS
    assert {case.thread.exclude(inbound=None).count() for case in Case.objects.all()} == {10}


def test_receipts_count_in_what_one_phone_is_sent(texts: Texts) -> None:
    replies = texts("my money has not come for 3 months")
    replies += texts("my ID poor card is lost")
    replies += texts("the health center charged me 20 dollars although I have the equity card")
    for words in ("and the third house", "help", "status", "talk to a human", "english") * 3:
        replies += texts(words)
    assert sum("We have your matter" in reply for reply in replies) == 3
    assert sum(map(len, Conversation.objects.get().said.values())) == MOST_TEXTS
    assert len(replies) <= MOST_TEXTS


@pytest.mark.parametrize("reference", ["4821-0937-5", "own"])
def test_a_story_with_a_number_that_is_not_this_phones_is_a_matter(
    texts: Texts, reference: str
) -> None:
    texts("my money has not come for 3 months")
    number = str(Case.objects.get()) if reference == "own" else reference
    texts(f"{number} my child was removed from the list again and nobody helps us", sender=STRANGER)
    case = ThreadMessage.objects.exclude(inbound=None).latest("pk").case
    assert case is not None
    assert case.category is not None
    assert case.category.code == "TGT.REVOKED"
    assert Case.objects.count() == 2


def test_the_human_gets_the_first_unclear_message_with_the_second(texts: Texts) -> None:
    texts("bdlkj kasjd ajsd ksajd kajs")
    texts("please answer me I wait")
    case = Case.objects.get()
    told = case.thread.exclude(inbound=None).order_by("at")
    assert [row.inbound.body for row in told if row.inbound] == [
        "bdlkj kasjd ajsd ksajd kajs",
        "please answer me I wait",
    ]
    assert case.events.filter(kind="message_in").count() == 1


def test_what_another_phone_said_is_not_gathered(texts: Texts) -> None:
    texts("bdlkj kasjd ajsd ksajd kajs", sender=STRANGER)
    texts("talk to a human please")
    assert Case.objects.get().thread.exclude(inbound=None).count() == 1


def test_whoever_was_merged_writes_on_in_the_case_that_goes_on(
    texts: Texts, officer: Officer
) -> None:
    texts("លុយមិនចូល")
    texts("លុយមិនចូល", sender="+85512000088")
    main, merged = Case.objects.order_by("pk")
    merging.merge(merged, into=main, by=officer, **press(merged))
    texts("លុយនៅតែមិនចូលទេបង", sender="+85512000088")
    assert Case.objects.count() == 2
    assert main.thread.exclude(inbound=None).count() == 2
