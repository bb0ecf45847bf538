"""Disclosures that name nothing outright, and messages that only sound like one."""

import pytest

from bot.nlu.safety import OPEN, screen
from tests.bot.nlu.messages import rows

SAFE = ("SAFE.", "HLT.EMERG")
LABELLED = list(rows("told_sideways.jsonl"))
DISCLOSURES = [row for row in LABELLED if row["intent"] == "safety"]
NEAR = [row for row in LABELLED if row["intent"] != "safety"]
ORDINARY = [
    "វាយលេខកូដខុស",
    "ក្មេងៗវាយគ្នាលេង",
    "ពេទ្យឱ្យលេបថ្នាំបីពេល",
    "ចាំលុយយូរចង់ងាប់",
    "jong slab jam luy nis",
    "our team beat the next village",
    "loan shark threatens my family",
    "ម្ចាស់បំណុលគំរាមយកផ្ទះ",
    "ព្យុះបោកផ្ទះខ្ញុំ",
    "ក្រុមហ៊ុនរំលោភយកដីយើង",
    "មេឃុំគំហកដាក់ខ្ញុំ",
    "my husband died in a road accident",
    "ប្តីខ្ញុំចោលទៅមានប្រពន្ធថ្មី",
]


def test_it_sees_nine_of_ten_and_is_right_about_six_of_seven() -> None:
    """Who widened the tables knew these messages: this holds what was won, it is no forecast."""
    seen = [screen(row["text"]) for row in DISCLOSURES]
    alarms = [found for row in NEAR if (found := screen(row["text"])) is not None]
    false = [found for found in alarms if found.category.startswith(SAFE)]
    assert len(DISCLOSURES) >= 150
    assert len(NEAR) >= 150
    assert sum(found is not None for found in seen) / len(DISCLOSURES) >= 0.9
    assert len(DISCLOSURES) / (len(DISCLOSURES) + len(false)) >= 0.87


def test_the_focal_point_is_the_right_one_for_nine_of_ten() -> None:
    named = [(row["category"], screen(row["text"])) for row in DISCLOSURES]
    right = [due == found.category for due, found in named if found]
    assert sum(right) / len(right) >= 0.9


@pytest.mark.parametrize("lang", ["km", "en"])
@pytest.mark.parametrize("script", ["Khmr", "Latn"])
@pytest.mark.parametrize(
    "category",
    ["SAFE.SEA", "SAFE.GBV", "SAFE.CHILD", "SAFE.THREAT", "SAFE.CRISIS", "HLT.EMERG"],
)
def test_every_kind_is_seen_in_every_script(category: str, script: str, lang: str) -> None:
    mine = [
        screen(row["text"])
        for row in DISCLOSURES
        if (row["category"], row["script"], row["lang"]) == (category, script, lang)
    ]
    assert sum(found is not None for found in mine) >= 0.7 * len(mine)


@pytest.mark.parametrize("text", ORDINARY)
def test_what_only_sounds_like_danger_is_left_alone(text: str) -> None:
    assert screen(text) is None


@pytest.mark.parametrize("row", DISCLOSURES, ids=lambda row: str(row["text"])[:40])
def test_what_is_handed_on_tells_nothing_of_it(row: dict[str, str]) -> None:
    found = screen(row["text"])
    if found:
        assert screen(found.rest) is None
        assert found.sensitive == (found.category not in OPEN)


def test_a_refused_emergency_is_urgent_and_not_hidden() -> None:
    for row in DISCLOSURES:
        found = screen(row["text"])
        if found and found.category == "HLT.EMERG":
            assert (found.urgent, found.sensitive) == (True, False)
