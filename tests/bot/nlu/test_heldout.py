"""Messages by somebody who saw neither the phrasings nor the word lists: our fairest figures.

The first set was looked at while the last guards were written, and one threshold was set with
both: neither is blind any more. Floors, some points below what was measured, so that a change that
costs understanding is seen.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.nlu.assets import phrases
from bot.nlu.evaluation import messages, report, run
from bot.nlu.pipeline import read

HERE = Path(__file__).parent / "heldout"
SETS = ("first", "second")
SHORT = 16
FLOORS = {
    "intent_accuracy": 0.90,
    "category_top3": 0.92,
    "safety_recall": 0.92,
    "safety_precision": 0.72,
}


@cache
def figures(name: str) -> dict[str, Any]:
    lines = (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()
    return report(run(messages(lines).good, read))


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("figure", FLOORS)
def test_what_somebody_else_wrote_is_understood(name: str, figure: str) -> None:
    assert figures(name)[figure] >= FLOORS[figure]


@pytest.mark.parametrize("name", SETS)
def test_romanised_khmer_is_read_nearly_as_well_as_khmer_script(name: str) -> None:
    by_script = figures(name)["by_script"]
    khmer, romanised = by_script["khmer"], by_script["romanised"]
    assert khmer["intent_accuracy"] - romanised["intent_accuracy"] < 0.08


def test_nothing_is_learned_from_them() -> None:
    held = {
        json.loads(line)["text"]
        for name in SETS
        for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()
    }
    # Digits, dots and "hello" are the same from everybody.
    alike = held & {phrase.text for phrase in phrases()}
    assert [text for text in alike if len(text) > SHORT] == []
