"""The safety screen: what it must see, what it must leave alone, and what it hands on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.normalise import has_khmer
from bot.nlu.safety import OPEN, ORDER, URGENT, screen
from tests.bot.nlu.messages import rows

SAFE = ("SAFE.", "HLT.EMERG")
LABELLED = list(rows("safety_messages.jsonl"))
DISCLOSURES = [
    "បើខ្ញុំព្រមទៅជាមួយគាត់ ទើបដាក់ឈ្មោះអោយ",
    "pdey veay knhom",
    "pdeyveayknhom",
    "he comes at night to my daughter's room",
    "I don’t want to live",
    "pet min totuol, mday knhom chheu thngun",
    "ប្ដី វាយ ខ្ញុំ",
    "ប្តី\u200bវាយ\u200bខ្ញុំ",
    "MY HUSBAND BEATS ME!!!",
]
ORDINARY = [
    "ឪពុកខ្ញុំស្លាប់ហើយ ចង់ដកឈ្មោះ",
    "PIN ត្រូវបានបិទ",
    "ដីខ្ញុំគេរំលោភយក ជួយផង",
    "ភ្នាក់ងារវីងកាត់លុយ ៥ពាន់ ថាថ្លៃសេវា",
    "ពេទ្យទារលុយខ្ញុំ ៨ម៉ឺនរៀល ទាំងដែលមានបណ្ណសមធម៌",
    "វាយលេខកូដខុស",
    "សួស្តី",
    "១",
    "🙏",
    "",
]


@pytest.mark.parametrize("text", DISCLOSURES)
def test_a_disclosure_is_seen_however_it_is_written(text: str) -> None:
    assert screen(text) is not None


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_message_is_left_alone(text: str) -> None:
    assert screen(text) is None


def test_it_sees_97_of_100_and_is_right_about_85_on_our_labelled_messages() -> None:
    """The tables were widened with these at hand: this holds what was won, it is no forecast."""
    seen = [(row, screen(row["text"])) for row in LABELLED]
    due = [found for row, found in seen if (row["category"] or "").startswith(SAFE)]
    safe = [row for row, found in seen if found and found.category.startswith(SAFE)]
    right = [row for row in safe if row["category"]]
    assert len(LABELLED) > 600
    assert sum(found is not None for found in due) / len(due) >= 0.97
    assert len(right) / len(safe) >= 0.85


def test_the_category_is_right_for_nine_of_ten() -> None:
    seen = [(row["category"], screen(row["text"])) for row in LABELLED if row["category"]]
    named = [(due, found.category) for due, found in seen if found]
    assert sum(due == found for due, found in named) / len(named) >= 0.9


@pytest.mark.parametrize("script", ["khmer", "latin"])
@pytest.mark.parametrize("category", [name for name in ORDER if name != "INT.DISCRIM"])
def test_every_category_is_seen_in_every_script(category: str, script: str) -> None:
    mine = [row["text"] for row in LABELLED if row["category"] == category]
    mine = [text for text in mine if has_khmer(text) == (script == "khmer")]
    assert len(mine) >= 3
    assert all(screen(text) for text in mine)


def test_on_the_domain_examples_it_is_right_about_all() -> None:
    for row in rows("examples.jsonl"):
        due = row["sensitive"] or row["intent"] == "safety"
        found = screen(row["text"])
        assert (found is not None) == due, row["text"]
        if found:
            assert found.category == row["category"]


def test_what_is_found_says_whether_it_is_secret_and_whether_it_is_urgent() -> None:
    emergency = screen("hospital refused my mother, she is dying")
    crisis = screen("I want to kill myself")
    bribe = screen("មេភូមិទារលុយ ៥ម៉ឺន ទើបឱ្យចូលបញ្ជី")
    assert emergency
    assert (emergency.sensitive, emergency.urgent) == (False, True)
    assert crisis
    assert (crisis.sensitive, crisis.urgent) == (True, True)
    assert bribe
    assert (bribe.sensitive, bribe.urgent) == (True, False)
    assert set(ORDER) > URGENT | OPEN


def test_the_graver_danger_names_the_finding() -> None:
    found = screen("My husband beats me. I want to die.")
    assert found
    assert found.category == "SAFE.CRISIS"


def test_an_ordinary_matter_in_the_same_message_is_handed_on_clean() -> None:
    found = screen("ខ្ញុំអស់សង្ឃឹមហើយ មិនចង់រស់ទៀតទេ ជំពាក់គេច្រើន លុយក៏អត់ចូល")
    assert found
    assert found.rest == "លុយក៏អត់ចូល"
    found = screen("My husband beats me. My scholarship money has not come since May.")
    assert found
    assert found.rest == "My scholarship money has not come since May"


@pytest.mark.parametrize("row", [row for row in LABELLED if row["category"]], ids=str)
def test_what_is_handed_on_discloses_nothing_itself(row: dict[str, str]) -> None:
    found = screen(row["text"])
    assert found
    assert screen(found.rest) is None
    assert len(found.rest) < len(row["text"])


def test_a_disclosure_is_found_at_the_end_of_a_long_message() -> None:
    found = screen("លុយមិនទាន់ចូល ខ្ញុំចាំ។ " * 100 + "ប្តីវាយខ្ញុំ")
    assert found
    assert found.category == "SAFE.GBV"


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    screen(text)
