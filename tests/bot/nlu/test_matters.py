"""What an ordinary message is about."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.classifier import classifier
from bot.nlu.language import language_of
from bot.nlu.matters import is_readable, understand
from bot.nlu.pipeline import read
from bot.nlu.places import places_in
from bot.nlu.safety import screen
from tests.bot.nlu.messages import rows

EXAMPLES = [row for row in rows("examples.jsonl") if "Limon" not in row["script"]]


def test_the_first_category_is_right_for_most_domain_examples() -> None:
    """Much was written with these at hand: no forecast for messages nobody has seen."""
    right = [read(row["text"]).category == row["category"] for row in EXAMPLES]
    assert sum(right) / len(EXAMPLES) >= 0.95


def test_every_category_of_the_catalogue_can_be_named() -> None:
    known = set(classifier().categories)
    catalogue = Path(__file__).parents[3] / "workflows" / "catalogue"
    text = "".join(path.read_text("utf-8") for path in catalogue.rglob("*categor*"))
    assert text
    missing = [code for code in sorted(known) if code not in text]
    assert missing == []
    assert len(known) == 60


@pytest.mark.parametrize("row", [r for r in EXAMPLES if r["intent"] == "complaint"], ids=str)
def test_a_complaint_states_a_matter(row: dict[str, str]) -> None:
    assert understand(row["text"]).states_matter or screen(row["text"])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("សួស្តីបង", "greeting"),
        ("hi bong", "greeting"),
        ("jom reab sour", "greeting"),
        ("អរគុណច្រើន បានលុយហើយ", "thanks"),
        ("orkun bong", "thanks"),
        ("thank you so much", "thanks"),
        ("តាមដានបណ្តឹងខ្ញុំ", "status"),
        ("ot ton ban te, pel na ban", "not_solved"),
        ("មិនទាន់រួច", "not_solved"),
        ("not solved", "not_solved"),
        ("asdf qwer", "unclear"),
        ("ok ok", "unclear"),
    ],
)
def test_small_talk_states_no_matter(text: str, kind: str) -> None:
    understood = understand(text)
    assert understood.kind == kind
    assert not understood.states_matter


def test_a_matter_without_a_known_category_is_still_a_matter() -> None:
    understood = understand("I have something to say about the hospital and the money of my family")
    assert understood.states_matter
    assert understood.category is None
    assert understood.confidence == 0


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        ("អាហារូបករណ៍មិនទាន់ចូល", "FP_EDU"),
        ("លុយកូវីតមិនទាន់បាន", "COVID_CT"),
        ("nssf card not accepted", "NSSF"),
        ("ប័ណ្ណក្រីក្របាត់", "IDPOOR"),
        ("លុយកញ្ចប់គ្រួសារមិនទាន់ចូល", "FP"),
        ("អត់", None),
    ],
)
def test_the_programme_is_named_where_the_words_say_it(text: str, programme: str | None) -> None:
    assert understand(text).programme == programme


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("លុយមិនចូល", "km"),
        ("Admin ah ខ្ញុំ forget PIN Wing ហើយ ដកលុយអត់បាន help ផង", "km"),
        ("PIN ត្រូវបានបិទ", "km"),
        ("luy khae nis berk thngai na bong", "km-Latn"),
        ("pdey veay knhom yok luy os", "km-Latn"),
        ("kat kror bat hz", "km-Latn"),
        ("IDPoor card expired last month, commune said wait", "en"),
        ("I forgot my PIN", "en"),
    ],
)
def test_the_reply_is_in_the_language_of_the_message(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_text_without_words_keeps_the_language_that_we_know() -> None:
    assert language_of("1", otherwise="en") == "en"
    assert language_of("១") == "km"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ប័ណ្ណក្រ១ នៅឃុំកំពង់ស្វាយ", "កំពង់ស្វាយ"),
        ("flood in Pursat, house under water", "ពោធិ៍សាត់"),
        ("ម្តាយខ្ញុំនៅពោធិ៍សាត់", "ពោធិ៍សាត់"),
        ("pet bangek srok puok", "puok"),
        ("I live in Svay Leu district", "svay leu"),
        ("nov khum Chambak, kompong speu", "chambak"),
        ("nov khum Chambak, kompong speu", "កំពង់ស្ពឺ"),
    ],
)
def test_place_names_are_handed_on_as_they_were_written(text: str, name: str) -> None:
    assert name in places_in(text)


@pytest.mark.parametrize("text", ["ឃុំថាចាំ", "the village chief took it", "ភូមិខ្ញុំលិចទឹក"])
def test_the_words_after_commune_that_go_on_with_the_sentence_are_no_place(text: str) -> None:
    assert places_in(text) == ()


def test_every_labelled_message_is_readable_and_emoji_are_not() -> None:
    assert all(is_readable(row["text"]) for row in EXAMPLES)
    assert not is_readable("😭😭")


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    assert 0 <= understand(text).confidence <= 1
