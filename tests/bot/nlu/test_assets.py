"""The phrasings under bot/assets/nlu: enough of each, no label against another, no copied test."""

from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.nlu.assets import Phrase, phrases
from bot.nlu.classifier import folders
from bot.nlu.evaluation import figures
from bot.nlu.labels import CATEGORY_OF, INTENTS, is_safety
from bot.nlu.trials import without
from bot.nlu.view import fold
from tests.bot.nlu.messages import rows

FEWEST_OF_AN_INTENT = 40
FEWEST_OF_A_CATEGORY = 12
CATALOGUE = Path(__file__).parents[3] / "workflows" / "catalogue" / "categories.yaml"


@cache
def shipped() -> list[Phrase]:
    return phrases(folders())


def codes() -> list[str]:
    listed = yaml.safe_load(CATALOGUE.read_text("utf-8"))
    found = listed["categories"] if isinstance(listed, dict) else listed
    return [row["code"] for row in found]


@pytest.mark.parametrize("intent", INTENTS)
def test_an_intent_has_enough_phrasings(intent: str) -> None:
    said = {fold(phrase.text) for phrase in shipped() if phrase.intent == intent}
    assert len(said) >= FEWEST_OF_AN_INTENT


@pytest.mark.parametrize("code", codes())
def test_a_category_has_enough_phrasings(code: str) -> None:
    said = {fold(phrase.text) for phrase in shipped() if phrase.category == code}
    assert len(said) >= FEWEST_OF_A_CATEGORY


def test_every_category_of_a_phrasing_is_in_the_catalogue() -> None:
    assert {phrase.category for phrase in shipped()} <= set(codes())


def test_no_phrasing_stands_under_two_labels() -> None:
    labels: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for phrase in shipped():
        labels[fold(phrase.text)].add((phrase.intent, phrase.category))
    assert {text: found for text, found in labels.items() if len(found) > 1} == {}


def test_an_intent_with_one_category_has_that_one() -> None:
    wrong = [
        phrase
        for phrase in shipped()
        if CATEGORY_OF.get(phrase.intent, phrase.category) != phrase.category
        or (phrase.intent == "safety") != is_safety(phrase.category)
    ]
    assert wrong == []


def test_no_message_of_the_domains_examples_is_taught() -> None:
    # A bare digit is nobody's phrasing.
    taught = {fold(phrase.text) for phrase in shipped() if len(phrase.text) > 2}
    assert [row["text"] for row in rows("examples.jsonl") if fold(row["text"]) in taught] == []


def test_no_style_is_alone() -> None:
    styles = Counter(phrase.style for phrase in shipped())
    assert len(styles) >= 3


@pytest.mark.parametrize(
    ("style", "intent", "first", "first_three", "safety"),
    [("khmer_plain", 0.88, 0.80, 0.93, 0.88), ("romanised_young", 0.83, 0.73, 0.88, 0.78)],
)
def test_a_style_that_was_never_seen_is_read_as_well_as_it_was(
    style: str, intent: float, first: float, first_three: float, safety: float
) -> None:
    """Floors some points below what was measured: a fall is a change that harms strangers."""
    measured = figures(without(style, shipped()))
    assert measured["messages"] > 500
    assert measured["intent_accuracy"] >= intent
    assert measured["category_top1"] >= first
    assert measured["category_top3"] >= first_three
    assert measured["safety_recall"] >= safety
