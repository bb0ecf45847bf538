"""The days after a disclosure: more of it stays sealed, and no reply shows that there was one."""

import re
from datetime import timedelta

import pytest

from cases.models import Case, ThreadMessage
from cases.services import asking
from tests.bot.conftest import Texts
from tests.cases.conftest import press
from tests.travel import Travel
from timekeeping.now import now
from workflows.lifecycle import CaseState
from workflows.models import Officer

pytestmark = pytest.mark.django_db
STRANGER = "+85512888888"
DISCLOSURE = "my husband beats me every night"

FOLLOW_UPS = (
    "I live in Kantueu commune behind the pagoda, please do not call before 6",
    "he comes back tonight",
    "my phone is 012 345 678 ask for Srey",
    "please help me",
    "my idpoor card he burned it",
    "គាត់មកវិញយប់នេះ",
    "keat mok vinh yob nis",
    "my money has not come because of Sok Dara",
)


def place_of_the_last() -> Case:
    place = ThreadMessage.objects.exclude(inbound=None).latest("pk").case
    assert place is not None
    return place


def ordinary_words() -> str:
    cases = Case.objects.filter(is_sensitive=False)
    thread = ThreadMessage.objects.filter(case__in=cases).exclude(inbound=None)
    told = [row.inbound.body for row in thread.select_related("inbound") if row.inbound]
    return " ".join([case.narrative for case in cases] + told)


def alike(replies: list[str]) -> list[str]:
    return [re.sub(r"\d{4}-\d{4}-\d", "#", reply) for reply in replies]


@pytest.mark.parametrize("more", FOLLOW_UPS)
def test_what_may_be_more_of_it_stays_in_its_thread(texts: Texts, more: str) -> None:
    assert texts(DISCLOSURE) == []
    texts(more)
    assert place_of_the_last().is_sensitive
    assert "Dara" not in ordinary_words()


def test_the_handover_of_unclear_words_gives_none_of_them_to_an_ordinary_office(
    texts: Texts,
) -> None:
    texts("who can I ask")
    texts(DISCLOSURE)
    for more in FOLLOW_UPS:
        texts(more)
        assert place_of_the_last().is_sensitive
    assert [word for word in ("he", "Kantueu", "Srey") if word in ordinary_words().split()] == []


def test_a_picture_after_a_disclosure_is_seen_by_nobody_else(texts: Texts) -> None:
    texts(DISCLOSURE)
    assert texts("", media=1)
    assert place_of_the_last().is_sensitive


@pytest.mark.parametrize(
    "words",
    ["status", "1", "2", "5", "6", "9", "thank you", "not solved", "help", "stop", "yes", "no",
     "hello", "{ref}", "case {ref}", "{ref} not solved", "talk to a human please", "", "🙏",
     "my money has not come for 3 months", "please help me", "I live in Kantueu commune"],
)  # fmt: skip
def test_it_is_answered_like_a_phone_that_disclosed_nothing(texts: Texts, words: str) -> None:
    texts(DISCLOSURE)
    reference = str(Case.objects.get())
    told = texts(words.format(ref=reference))
    assert alike(told) == alike(texts(words.format(ref=reference), sender=STRANGER))


def test_not_even_the_second_unclear_message_shows_it(texts: Texts) -> None:
    texts(DISCLOSURE)
    said = ("please help me", "I live in Kantueu commune", "behind the pagoda", "hello")
    told = [texts(words) for words in said]
    others = [texts(words, sender=STRANGER) for words in said]
    assert [alike(replies) for replies in told] == [alike(replies) for replies in others]


def test_an_ordinary_matter_of_its_own_goes_to_its_ordinary_office(texts: Texts) -> None:
    texts(DISCLOSURE)
    texts("my money has not come for 3 months")
    assert not place_of_the_last().is_sensitive
    texts("he comes back tonight. my ID poor card is lost")
    assert place_of_the_last().is_sensitive
    narratives = Case.objects.filter(is_sensitive=False).order_by("pk")
    assert [case.narrative for case in narratives] == [
        "my money has not come for 3 months",
        "my ID poor card is lost",
    ]


def test_after_a_week_an_unclear_message_is_just_that(texts: Texts, travel: Travel) -> None:
    texts(DISCLOSURE)
    travel.forward(days=5)
    texts("the third house")
    travel.forward(days=5)
    texts("the third house")
    assert place_of_the_last().is_sensitive
    travel.forward(days=8)
    # What was missed a week ago is forgotten: it takes two to come to a human.
    texts("please help me")
    texts("please help me")
    assert not place_of_the_last().is_sensitive


@pytest.mark.parametrize(
    ("words", "is_sealed"), [("the third house", False), ("he took it to his mother", True)]
)
def test_an_officers_answer_is_taken_where_it_speaks_of_nobody(
    accepted: Case, officer: Officer, texts: Texts, words: str, is_sealed: bool
) -> None:
    day = (now() + timedelta(days=4)).date()
    asking.ask(accepted, question="?", reason="r", expected_on=day, by=officer, **press(accepted))
    texts(DISCLOSURE)
    texts(words)
    assert place_of_the_last().is_sensitive == is_sealed
    awaits = Case.objects.get(pk=accepted.pk).state == CaseState.AWAITING
    assert awaits == is_sealed


def test_an_emergency_after_a_disclosure_reaches_the_duty_officer_in_words(texts: Texts) -> None:
    texts(DISCLOSURE)
    texts("មន្ទីរពេទ្យមិនទទួលម្តាយខ្ញុំទេ គាត់ឈឺធ្ងន់ កំពុងនៅមុខពេទ្យ ជួយផង!!")
    assert place_of_the_last().is_urgent
    assert place_of_the_last().narrative


def test_the_first_ordinary_receipt_tells_the_purpose_and_only_the_first(texts: Texts) -> None:
    texts(DISCLOSURE)
    first = texts("my money has not come for 3 months")
    second = texts("my ID poor card is lost")
    assert "only to solve" in first[0]
    assert "only to solve" not in second[0]


def test_whom_a_person_blames_stays_with_the_focal_point(texts: Texts) -> None:
    texts(
        "the village chief touched me when I asked for my idpoor card. "
        "my money has not come for 3 months because of Sok Dara"
    )
    ordinary = Case.objects.get(is_sensitive=False)
    assert ordinary.narrative == "my money has not come for 3 months"


def test_the_same_matter_beside_every_disclosure_opens_one_case(texts: Texts) -> None:
    for _ in range(3):
        texts("my husband beats me. my scholarship money has not come since May.")
    assert Case.objects.filter(is_sensitive=False).count() == 1
    assert Case.objects.count() == 2


def test_an_ordinary_matter_beside_a_disclosure_reaches_the_case_that_is_open(texts: Texts) -> None:
    texts("my scholarship money has not come since May.")
    texts("my husband beats me. my scholarship money for June has not come either.")
    ordinary = Case.objects.get(is_sensitive=False)
    assert "June" in ordinary.narrative
    assert "beats" not in ordinary.narrative
