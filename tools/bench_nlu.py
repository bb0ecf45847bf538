"""Compares our classifier with Rasa's DIET on the same splits, and writes the table into docs/.

Opt-in: Rasa lives in a Python 3.10 environment of its own, made here by package name (2.7 GB).
RASA_ENV names an environment that is there already, RASA_PYTHON the interpreter to make one with.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any, Final

import django
import numpy as np

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("SAMLENG_MODE", "trial")

RASA: Final = "rasa==3.6.21"
WORK: Final = ROOT / ".rasa"
PAGE: Final = ROOT / "docs" / "operations" / "understanding.md"
START, END = "<!-- bench -->", "<!-- /bench -->"
HELD: Final = ("khmer_plain", "romanised_young")
SIB: Final = ROOT.parent / "shared" / "domain" / "sib200"


@dataclass(frozen=True)
class Row:
    """A text with its label; the label of a message is its intent and its category."""

    text: str
    label: str


@dataclass(frozen=True)
class Split:
    """What is learned from, and what is read."""

    name: str
    train: tuple[Row, ...]
    test: tuple[Row, ...]
    blocks: tuple[str, ...] = ("latin", "khmer", "words", "cues")


@dataclass(frozen=True)
class Result:
    """Ranked labels of each test text, and what it cost."""

    ranked: tuple[tuple[tuple[str, float], ...], ...]
    train_s: float
    read_ms: float


def splits(sib: Path) -> list[Split]:
    """Return our phrasings with two styles held out, and the public topics."""
    from bot.nlu.assets import phrases
    from bot.nlu.classifier import folders

    found = phrases(folders())
    train = [one for one in found if one.style not in HELD]
    known = {one.text for one in train}
    test = [one for one in found if one.style in HELD and one.text not in known]
    made = [
        Split(
            f"our phrasings, {' and '.join(HELD)} held out",
            tuple(Row(one.text, f"{one.intent} {one.category}") for one in train),
            tuple(Row(one.text, f"{one.intent} {one.category}") for one in test),
        )
    ]
    if (sib / "train.tsv").exists():
        made.append(_sib(sib))
    return [split for split in made if split.train and split.test]


def _sib(sib: Path) -> Split:
    """News topics: the blocks that know our domain's words have nothing to say there."""
    name = "SIB-200 Khmer: trained on train.tsv, read dev.tsv; character blocks alone"
    return Split(name, _topics(sib, "train"), _topics(sib, "dev"), ("latin", "khmer"))


def _topics(sib: Path, part: str) -> tuple[Row, ...]:
    lines = (sib / f"{part}.tsv").read_text("utf-8").splitlines()[1:]
    cells = (line.split("\t", 2) for line in lines)
    return tuple(Row(text, f"{label} {label}") for _, label, text in cells)


def ours(split: Split) -> Result:
    """Train and read with our classifier alone: no screen, no commands, no rules beside it."""
    from bot.nlu.assets import Phrase
    from bot.nlu.features import WEIGHTS, blocks
    from bot.nlu.training import train

    WEIGHTS.update({name: WEIGHTS[name] * (name in split.blocks) for name in WEIGHTS})
    start = process_time()
    learned = train([_phrase(Phrase, row) for row in split.train])
    train_s = process_time() - start
    start = process_time()
    shares = [learned.probabilities(blocks(row.text)) for row in split.test]
    read_ms = (process_time() - start) * 1000 / len(split.test)
    labels = [f"{intent} {category}" for intent, category in learned.labels]
    ranked = tuple(
        tuple((labels[at], float(share[at])) for at in np.argsort(-share)) for share in shares
    )
    return Result(ranked, train_s, read_ms)


def _phrase(make: Any, row: Row) -> Any:
    intent, category = row.label.split(" ")
    return make(row.text, intent, category, "bench")


def diet(split: Split, python: Path, epochs: int) -> Result:
    """Train and read with DIET, in Rasa's environment."""
    known = json.dumps([split.train, epochs], default=vars, sort_keys=True)
    folder = WORK / f"bench-{hashlib.sha256(known.encode()).hexdigest()[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (("train", split.train), ("test", split.test)):
        listed = [{"text": row.text, "label": row.label} for row in rows]
        (folder / f"{name}.json").write_text(json.dumps(listed, ensure_ascii=False), "utf-8")
    script = ROOT / "tools" / "bench_rasa.py"
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    subprocess.run(
        [str(python), str(script), str(folder), str(epochs)],
        check=True,
        env=os.environ | quiet,
        cwd=folder,
    )
    found = json.loads((folder / "read.json").read_text("utf-8"))
    ranked = tuple(tuple((label, share) for label, share in one["labels"]) for one in found["read"])
    return Result(ranked, found["train_s"], float(np.median([one["ms"] for one in found["read"]])))


def environment() -> Path:
    """Return Rasa's interpreter, making its environment when there is none."""
    folder = Path(os.environ.get("RASA_ENV") or WORK / "venv")
    python = folder / "bin" / "python"
    if not python.exists():
        maker = os.environ.get("RASA_PYTHON", "python3.10")
        subprocess.run([maker, "-m", "venv", str(folder)], check=True)
    if not (folder / "bin" / "rasa").exists():
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", RASA], check=True)
    return python


def shares(split: Split, result: Result) -> dict[str, float]:
    """Return intent accuracy, and the first and the first three categories, as summed shares."""
    tops = [_tops(ranked) for ranked in result.ranked]
    due = [row.label.split(" ") for row in split.test]
    pairs = list(zip(tops, due, strict=True))
    return {
        "intent": float(np.mean([intents[0] == intent for (intents, _), (intent, _) in pairs])),
        "top1": float(np.mean([codes[0] == code for (_, codes), (_, code) in pairs])),
        "top3": float(np.mean([code in codes[:3] for (_, codes), (_, code) in pairs])),
    }


def _tops(ranked: Sequence[tuple[str, float]]) -> tuple[list[str], list[str]]:
    sums: tuple[dict[str, float], dict[str, float]] = ({}, {})
    for label, share in ranked:
        for names, name in zip(sums, label.split(" "), strict=True):
            names[name] = names.get(name, 0.0) + share
    first, second = (sorted(names, key=lambda name: -names[name]) for names in sums)
    return first, second


def lines(split: Split, results: dict[str, Result]) -> list[str]:
    """Return the table of one split."""
    said = [
        f"**{split.name}** ({len(split.train)} learned, {len(split.test)} read)",
        "",
        "| classifier | intent | category | category in first 3 | training | reading |",
        "|---|---|---|---|---|---|",
    ]
    for name, result in results.items():
        got = shares(split, result)
        said.append(
            f"| {name} | {got['intent']:.3f} | {got['top1']:.3f} | {got['top3']:.3f} "
            f"| {result.train_s:.0f} s | {result.read_ms:.1f} ms |"
        )
    return [*said, ""]


def write(said: list[str]) -> None:
    """Put the tables between the marks of the page."""
    page = PAGE.read_text("utf-8")
    before, rest = page.split(START)
    after = rest.split(END)[1]
    PAGE.write_text("\n".join([f"{before}{START}", *said, f"{END}{after}"]), "utf-8")


def main() -> None:
    """Run both on every split; without Rasa, ours alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sib", type=Path, default=SIB)
    parser.add_argument("--epochs", type=int, default=100)
    parser.add_argument("--ours-only", action="store_true")
    options = parser.parse_args()
    django.setup()
    said: list[str] = []
    for split in splits(options.sib):
        results = {"Samleng": ours(split)}
        if not options.ours_only:
            results[f"DIET ({RASA})"] = diet(split, environment(), options.epochs)
        said += lines(split, results)
        sys.stdout.write("\n".join(lines(split, results)) + "\n")
    write(said)


if __name__ == "__main__":
    main()
