"""One reading of a message: what comes first, what is sensitive, and what is offered in doubt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.labels import CATEGORY_OF, CONDITIONAL, INTENTS, is_secret
from bot.nlu.pipeline import disclosed, read, script_of


@pytest.mark.parametrize(
    ("text", "intent", "category"),
    [
        ("១", "menu_choice", "OTH.UNCLEAR"),
        (" (3) ", "menu_choice", "OTH.UNCLEAR"),
        ("STOP", "stop", "PRV.REQUEST"),
        ("STOP កុំផ្ញើសារមកទៀត", "stop", "PRV.REQUEST"),
        ("START", "start", "OTH.UNCLEAR"),
        ("ស្ថានភាព", "check_status", "INFO.STATUS"),
        ("ចង់និយាយជាមួយមនុស្ស", "talk_to_human", "OTH.UNCLEAR"),
        ("4821-0937-5", "provide_reference", "INFO.STATUS"),
        ("case 0012345 dol na hz?", "check_status", "INFO.STATUS"),
        ("pdey veay knhom", "safety", "SAFE.GBV"),
        ("លុយមិនចូល", "complaint", "PAY.MISSED"),
        ("សួស្តីបង", "greeting", "OTH.UNCLEAR"),
        ("🙏🙏", "unclear", "OTH.UNCLEAR"),
        ("", "unclear", "OTH.UNCLEAR"),
        ("´minTan;banluyeT", "unclear", "OTH.UNCLEAR"),
        ("បាទ", "unclear", "OTH.UNCLEAR"),
    ],
)
def test_a_message_is_read_in_the_order_of_the_contract(
    text: str, intent: str, category: str
) -> None:
    seen = read(text)
    assert (seen.intent, seen.category) == (intent, category)
    assert seen.categories[0].label == category


def test_safety_comes_before_a_command_and_a_number() -> None:
    assert read("stop my husband beats me").intent == "safety"
    assert read("4821-0937-5 pdey veay knhom").intent == "safety"


def test_a_stop_inside_a_sentence_is_text() -> None:
    assert read("they stop my money for 3 months").intent != "stop"


@pytest.mark.parametrize(
    ("text", "sensitive"),
    [
        ("មេភូមិទារលុយ ២០ដុល្លារ ទើបដាក់ឈ្មោះអោយ", True),
        ("pdey veay knhom", True),
        ("មេភូមិយកប័ណ្ណក្រីក្រខ្ញុំទុក មិនអោយមកវិញ", True),
        ("លុយមិនចូល", False),
        ("មន្ទីរពេទ្យមិនទទួលម្តាយខ្ញុំទេ គាត់ឈឺធ្ងន់ កំពុងនៅមុខពេទ្យ ជួយផង!!", False),
        ("someone calls and asks for my OTP code to get the money, is it true", False),
    ],
)
def test_what_accuses_somebody_in_office_or_discloses_is_sensitive(
    text: str, sensitive: bool
) -> None:
    assert read(text).sensitive is sensitive


def test_a_category_that_is_not_sure_comes_with_at_most_two_to_choose_from() -> None:
    seen = read("I have something to say about the hospital and the money of my family")
    assert seen.unclear
    assert len(seen.suggestions) <= 2
    assert not any(is_secret(code) for code in seen.suggestions)


def test_confidences_are_shares_and_ranked() -> None:
    seen = read("bong luy knhom min ton chol te 3 khae hz, nov khum Chambak")
    shares = [one.confidence for one in seen.categories]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares)
    assert seen.duration is not None
    assert "chambak" in seen.places
    assert seen.programme == "FP"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("លុយ", "Khmr"),
        ("luy", "Latn"),
        ("លុយ money", "Mixed"),
        ("´minTan;banluyeT", "legacy"),
        ("🙏", "none"),
    ],
)
def test_the_script_is_what_is_written(text: str, script: str) -> None:
    assert script_of(text) == script


def test_every_intent_is_known_and_conditional_categories_are_no_secrets() -> None:
    assert set(CATEGORY_OF) <= set(INTENTS)
    assert not any(is_secret(code) for code in CONDITIONAL)


@settings(deadline=None)
@given(
    st.one_of(st.text(max_size=80), st.binary(max_size=60).map(lambda raw: raw.decode("latin-1")))
)
def test_no_bytes_break_it(text: str) -> None:
    seen = read(text)
    assert seen.intent in INTENTS
    assert seen.categories
    disclosed(text)
