"""How well the whole pipeline reads labelled messages: figures that `evaluate_nlu` prints."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Final

import numpy as np

from bot.nlu.labels import INTENTS
from bot.nlu.language import language_of
from bot.nlu.pipeline import Read, script_of

MOST_CONFUSIONS: Final = 25


class LineError(Exception):
    """A line is not one JSON object with text, intent and category."""


@dataclass(frozen=True)
class Message:
    """One labelled message."""

    text: str
    intent: str
    category: str
    script: str
    sensitive: bool | None = None


@dataclass(frozen=True)
class Outcome:
    """What was read, beside what it is."""

    message: Message
    intent: str
    categories: tuple[str, ...]
    sensitive: bool = False
    ms: float = 0.0


@dataclass
class Lines:
    """The messages of a file, and what was wrong with the other lines."""

    good: list[Message] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)


def messages(lines: Iterable[str]) -> Lines:
    """Read a JSONL file's lines; a bad line is named by its number and left out."""
    found = Lines()
    for at, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.good.append(message(line))
            except LineError as error:
                found.bad.append(f"line {at}: {error}")
    return found


def message(line: str) -> Message:
    """Parse one line."""
    try:
        row = json.loads(line)
    except ValueError as error:
        raise LineError(f"not JSON ({error})") from error
    if not isinstance(row, dict):
        raise LineError("not a JSON object")
    for name in ("text", "intent", "category"):
        if not isinstance(row.get(name), str):
            raise LineError(f"no {name}")
    if row["intent"] not in INTENTS:
        raise LineError(f"no intent is called {row['intent']!r}")
    sensitive = row.get("sensitive")
    return Message(
        text=row["text"],
        intent=row["intent"],
        category=row["category"],
        script=script_named(row),
        sensitive=sensitive if isinstance(sensitive, bool) else None,
    )


def script_named(row: dict[str, Any]) -> str:
    """Name the script of a row as its author did, or else as it looks."""
    script, lang = row.get("script"), row.get("lang")
    known = script if isinstance(script, str) else script_of(row["text"])
    if known != "Latn":
        return {"Khmr": "khmer", "Mixed": "mixed"}.get(known, "other")
    if isinstance(lang, str) and lang not in ("km", "km-en", "en"):
        return "other"
    spoken = lang if isinstance(lang, str) else language_of(row["text"])
    return "english" if spoken == "en" else "romanised"


def run(found: Sequence[Message], reader: Callable[[str], Read]) -> list[Outcome]:
    """Read every message once, and time it."""
    outcomes = []
    for one in found:
        start = perf_counter()
        seen = reader(one.text)
        ms = (perf_counter() - start) * 1000
        categories = tuple(ranked.label for ranked in seen.categories)
        outcomes.append(Outcome(one, seen.intent, categories, seen.sensitive, ms))
    return outcomes


def figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return shares between 0 and 1; None where there is nothing to divide by."""
    due = [one for one in outcomes if one.message.intent == "safety"]
    called = [one for one in outcomes if one.intent == "safety"]
    right = [one for one in due if one.intent == "safety"]
    marked = [one for one in outcomes if one.message.sensitive is not None]
    return {
        "messages": len(outcomes),
        "intent_accuracy": _share([one.intent == one.message.intent for one in outcomes]),
        "category_top1": _share([one.message.category in one.categories[:1] for one in outcomes]),
        "category_top3": _share([one.message.category in one.categories[:3] for one in outcomes]),
        "safety_recall": _ratio(len(right), len(due)),
        "safety_precision": _ratio(len(right), len(called)),
        "sensitive_accuracy": _share([one.sensitive == one.message.sensitive for one in marked]),
    }


def report(outcomes: Sequence[Outcome], bad: Sequence[str] = ()) -> dict[str, Any]:
    """Return the figures overall and by script, the confusions, and what a message costs."""
    scripts = sorted({one.message.script for one in outcomes})
    times = [one.ms for one in outcomes]
    return {
        **figures(outcomes),
        "bad_lines": len(bad),
        "by_script": {
            script: figures([one for one in outcomes if one.message.script == script])
            for script in scripts
        },
        "confusions": {
            "intent": _confused((one.message.intent, one.intent) for one in outcomes),
            "category": _confused(
                (one.message.category, (one.categories or ("",))[0]) for one in outcomes
            ),
        },
        "latency_ms": {
            "p50": round(float(np.percentile(times, 50)), 3),
            "p95": round(float(np.percentile(times, 95)), 3),
        },
    }


def _confused(pairs: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    counted = Counter((due, seen) for due, seen in pairs if due != seen)
    return [
        {"label": due, "read_as": seen, "count": count}
        for (due, seen), count in counted.most_common(MOST_CONFUSIONS)
    ]


def _share(hits: Sequence[bool]) -> float | None:
    return _ratio(sum(hits), len(hits))


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def table(report: dict[str, Any]) -> Iterator[str]:
    """Yield the report as lines of plain text."""
    columns = [("all", report), *report["by_script"].items()]
    yield f"{'':20}" + "".join(f"{name:>12}" for name, _ in columns)
    for row in figures(()):
        cells = ("-" if part[row] is None else str(part[row]) for _, part in columns)
        yield f"{row:20}" + "".join(f"{cell:>12}" for cell in cells)
    latency = report["latency_ms"]
    yield f"latency ms           p50 {latency['p50']}  p95 {latency['p95']}"
    yield f"bad lines            {report['bad_lines']}"
    for kind, confusions in report["confusions"].items():
        yield f"{kind}: label read as another"
        for one in confusions:
            yield f"  {one['count']:4}  {one['label']} as {one['read_as']}"
