"""`evaluate_nlu` and `train_nlu`, as somebody runs them."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from bot.nlu.evaluation import Message, Outcome, figures, script_named

GOOD = [
    {"text": "លុយមិនចូល", "intent": "complaint", "category": "PAY.MISSED", "sensitive": False},
    {"text": "pdey veay knhom", "intent": "safety", "category": "SAFE.GBV", "sensitive": True},
    {"text": "hello", "intent": "safety", "category": "SAFE.GBV", "sensitive": True},
]


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_the_figures_of_a_file_are_one_json_object(tmp_path: Path) -> None:
    file = write(tmp_path / "m.jsonl", *map(json.dumps, GOOD))
    out = StringIO()
    call_command("evaluate_nlu", str(file), "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert found["messages"] == 3
    assert found["intent_accuracy"] == pytest.approx(2 / 3, abs=1e-3)
    assert found["category_top1"] == pytest.approx(2 / 3, abs=1e-3)
    assert found["category_top3"] >= found["category_top1"]
    assert found["safety_recall"] == 0.5
    assert found["safety_precision"] == 1.0
    assert set(found["by_script"]) == {"khmer", "romanised", "english"}
    assert found["confusions"]["intent"] == [{"label": "safety", "read_as": "greeting", "count": 1}]
    assert 0 < found["latency_ms"]["p50"] <= found["latency_ms"]["p95"]


def test_a_bad_line_is_named_and_counted_and_the_others_are_read(tmp_path: Path) -> None:
    bad = ["{", "[]", '{"text": "x"}', '{"text": "x", "intent": "joy", "category": "A.B"}']
    file = write(tmp_path / "m.jsonl", json.dumps(GOOD[0]), *bad)
    out, err = StringIO(), StringIO()
    call_command("evaluate_nlu", str(file), "--json", stdout=out, stderr=err)
    assert json.loads(out.getvalue())["bad_lines"] == 4
    assert [line.split(":")[0] for line in err.getvalue().splitlines()] == [
        "line 2", "line 3", "line 4", "line 5",
    ]  # fmt: skip


def test_without_json_it_is_a_table(tmp_path: Path) -> None:
    out = StringIO()
    call_command("evaluate_nlu", str(write(tmp_path / "m", json.dumps(GOOD[2]))), stdout=out)
    assert "intent_accuracy" in out.getvalue()
    assert "1  safety as greeting" in out.getvalue()


@pytest.mark.parametrize("lines", [("{",), ("",)])
def test_a_file_without_a_good_line_is_a_failure(tmp_path: Path, lines: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match="no line could be read"):
        call_command("evaluate_nlu", str(write(tmp_path / "m", *lines)), stderr=StringIO())


def test_a_file_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("evaluate_nlu", str(tmp_path / "none"))


def test_precision_counts_every_message_called_safety() -> None:
    ordinary = Message("x", "complaint", "PAY.MISSED", "khmer")
    grave = Message("y", "safety", "SAFE.GBV", "khmer")
    found = figures([Outcome(ordinary, "safety", ("SAFE.GBV",)), Outcome(grave, "safety", ())])
    assert found["safety_precision"] == 0.5
    assert found["safety_recall"] == 1.0


@pytest.mark.parametrize(
    ("row", "script"),
    [
        ({"text": "luy", "script": "Latn", "lang": "km"}, "romanised"),
        ({"text": "money", "script": "Latn", "lang": "en"}, "english"),
        ({"text": "x", "script": "Latn", "lang": "vi"}, "other"),
        ({"text": "លុយ"}, "khmer"),
        ({"text": "knhom min ban luy te"}, "romanised"),
        ({"text": "my money did not come"}, "english"),
    ],
)
def test_a_message_counts_for_the_script_that_its_author_names(
    row: dict[str, str], script: str
) -> None:
    assert script_named(row) == script


def test_training_says_what_it_learned_from() -> None:
    out = StringIO()
    call_command("train_nlu", stdout=out)
    assert "phrasings" in out.getvalue()


def test_training_on_nothing_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no phrasings"):
        call_command("train_nlu", "--assets", str(tmp_path))
