"""Trains Rasa's DIET and reads messages with it; runs in Rasa's own Python 3.10, not in ours.

    python bench_rasa.py FOLDER EPOCHS

FOLDER holds `train.json` and `test.json`: lists of {"text", "label"}. Writes `read.json`, a list
of the labels ranked for each test message with what each reading took, and what training took.
A training that is there already is used again.
"""

import asyncio
import json
import logging
import sys
import time
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any

# Rasa's own default for languages without a tokenizer, as `rasa init` writes it.
CONFIG = """\
recipe: default.v1
assistant_id: bench
language: km
pipeline:
- name: WhitespaceTokenizer
- name: RegexFeaturizer
- name: LexicalSyntacticFeaturizer
- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: DIETClassifier
  epochs: {epochs}
  random_seed: 1
  entity_recognition: false
  constrain_similarities: true
  ranking_length: 0
policies: []
"""


def main(folder: Path, epochs: int) -> None:
    """Train, read, write."""
    rows = json.loads((folder / "train.json").read_text("utf-8"))
    labels = sorted({row["label"] for row in rows})
    names = {label: f"label_{at}" for at, label in enumerate(labels)}
    done = folder / "trained.json"
    if not done.exists():
        _write(folder, rows, names, epochs)
        done.write_text(json.dumps(_train(folder)), "utf-8")
    trained = json.loads(done.read_text("utf-8"))
    test = json.loads((folder / "test.json").read_text("utf-8"))
    read = asyncio.run(_read(trained["model"], [row["text"] for row in test]))
    back = {name: label for label, name in names.items()}
    for one in read:
        one["labels"] = [[back[name], share] for name, share in one["labels"]]
    found = {"train_s": trained["train_s"], "read": read}
    (folder / "read.json").write_text(json.dumps(found, ensure_ascii=False), "utf-8")


def _train(folder: Path) -> dict[str, Any]:
    start = time.perf_counter()
    model = import_module("rasa.model_training").train_nlu(
        config=str(folder / "config.yml"),
        nlu_data=str(folder / "nlu.json"),
        output=str(folder / "models"),
        domain=str(folder / "domain.yml"),
    )
    return {"model": model, "train_s": round(time.perf_counter() - start, 1)}


def _write(folder: Path, rows: list[dict[str, str]], names: dict[str, str], epochs: int) -> None:
    examples = [{"text": row["text"], "intent": names[row["label"]]} for row in rows]
    data = {"rasa_nlu_data": {"common_examples": examples}}
    (folder / "nlu.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    domain = 'version: "3.1"\nintents:\n' + "".join(f"- {name}\n" for name in names.values())
    (folder / "domain.yml").write_text(domain, "utf-8")
    (folder / "config.yml").write_text(CONFIG.format(epochs=epochs), "utf-8")


async def _read(model: str, texts: list[str]) -> list[dict[str, Any]]:
    agent = import_module("rasa.core.agent").Agent.load(model)
    found = []
    for text in texts:
        start = time.perf_counter()
        # Rasa takes "/start" for an intent that is called start.
        parsed = await agent.parse_message(text.lstrip("/") or text)
        ms = (time.perf_counter() - start) * 1000
        ranked = [(one["name"], one["confidence"]) for one in parsed["intent_ranking"]]
        found.append({"labels": ranked, "ms": ms})
    return found


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    import_module("structlog").configure(
        wrapper_class=import_module("structlog").make_filtering_bound_logger(logging.CRITICAL)
    )
    main(Path(sys.argv[1]), int(sys.argv[2]))
