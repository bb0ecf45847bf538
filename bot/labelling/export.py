"""Approved labels as Rasa NLU YAML: a file of its own among the assets, the same each time."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml
from django.db import transaction

from bot.labelling.models import LabelState, LabelTask
from bot.nlu.assets import ASSETS, phrases
from timekeeping.now import now

# A folder is a style of writing: these are the words of those who wrote to us.
LEARNED: Final = ASSETS / "learned" / "approved.yml"
VERSION: Final = "3.1"
Labels = tuple[str, str]


@dataclass(frozen=True)
class Exported:
    """What an export did."""

    path: Path
    written: int
    known: int


@transaction.atomic
def export(path: Path = LEARNED) -> Exported:
    """Add the approved phrasings to the file, once each; what the assets know is left out.

    Sorted, so that two exports of the same labels are the same bytes.
    """
    tasks = list(
        LabelTask.objects.select_for_update()
        .filter(state=LabelState.APPROVED, exported_at=None)
        .order_by("id")
    )
    taught = {phrase.text for phrase in phrases() if phrase.style != path.parent.name}
    learned = _read(path)
    before = sum(map(len, learned.values()))
    for task in tasks:
        words = " ".join(task.phrase.split())
        if words and words not in taught:
            learned[task.intent, task.category].add(words)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_written(learned), encoding="utf-8")
    LabelTask.objects.filter(pk__in=[task.pk for task in tasks]).update(exported_at=now())
    written = sum(map(len, learned.values())) - before
    return Exported(path, written, len(tasks) - written)


def _read(path: Path) -> dict[Labels, set[str]]:
    learned: dict[Labels, set[str]] = defaultdict(set)
    if path.exists():
        for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            labels = block["intent"], block["metadata"]["category"]
            lines = block["examples"].splitlines()
            learned[labels] |= {line.removeprefix("- ").strip() for line in lines}
    return learned


def _written(learned: dict[Labels, set[str]]) -> str:
    parts = [f'version: "{VERSION}"', "nlu:" if learned else "nlu: []"]
    for (intent, category), words in sorted(learned.items()):
        parts += [f"- intent: {intent}", f"  metadata: {{category: {category}}}", "  examples: |"]
        parts += [f"    - {line}" for line in sorted(words)]
    return "\n".join(parts) + "\n"
