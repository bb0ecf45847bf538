"""The tables behind the screen: a mistake in one is told at once."""

from pathlib import Path

import pytest

from bot.nlu.cues import LEXICON, Lexicon, LexiconError, lexicon
from bot.nlu.safety import ORDER


def table(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "table.yaml").write_text(text, "utf-8")
    return folder


def test_a_rule_that_names_no_group_is_refused(tmp_path: Path) -> None:
    rules = table(tmp_path / "rules", "X.Y:\n  - {cue: a, all: [nobody]}\n")
    with pytest.raises(LexiconError, match="nobody"):
        Lexicon().rules(rules)


def test_a_group_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    folder = table(tmp_path / "words", "a: {en: one}\n")
    (folder / "other.yaml").write_text("a: {en: two}\n", "utf-8")
    with pytest.raises(LexiconError, match="twice"):
        Lexicon.load(folder)


@pytest.mark.parametrize("folder", ["safety", "matters", "programmes"])
def test_every_shipped_rule_names_groups_that_exist(folder: str) -> None:
    assert lexicon().rules(LEXICON / folder)


def test_every_safety_rule_belongs_to_a_category_with_its_place_in_the_order() -> None:
    assert {rule.category for rule in lexicon().rules(LEXICON / "safety")} == set(ORDER)


def test_a_word_is_found_by_cluster_and_not_inside_another(tmp_path: Path) -> None:
    words = Lexicon.load(table(tmp_path / "words", "hit: {km: ទះ, rom: dal, en: beat}\n"))
    assert words.read("គេទះខ្ញុំ").spans("hit")
    assert not words.read("ផ្ទះខ្ញុំ").spans("hit")
    assert words.read("he beats me").spans("hit")
    assert not words.read("battambang, medal").spans("hit")


def test_an_excepted_phrase_hides_its_words_only(tmp_path: Path) -> None:
    words = Lexicon.load(table(tmp_path / "words", "hit: {km: វាយ, except: វាយលេខ}\n"))
    assert not words.read("វាយលេខខុស").spans("hit")
    assert words.read("វាយលេខខុស គេវាយខ្ញុំ").spans("hit")
