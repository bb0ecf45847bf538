"""The labelled phrasings to learn from: Rasa NLU YAML, one folder for each writer's style."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from bot.nlu.labels import CATEGORY_OF, INTENTS

ASSETS: Final = Path(__file__).resolve().parents[1] / "assets" / "nlu"


class AssetError(Exception):
    """A file under bot/assets/nlu is not Rasa NLU YAML with intents and categories that exist."""


@dataclass(frozen=True)
class Phrase:
    """One phrasing with its labels and the style that it is written in."""

    text: str
    intent: str
    category: str
    style: str


def files(folders: tuple[Path, ...]) -> list[Path]:
    """Return every asset file, in one order on every machine."""
    found = (path for folder in folders for path in folder.rglob("*.yml"))
    return sorted(found, key=lambda path: (path.parent.name, path.name, str(path)))


def phrases(folders: tuple[Path, ...] = (ASSETS,)) -> list[Phrase]:
    """Read every phrasing under the folders; the same text with the same label counts once."""
    found = [phrase for path in files(folders) for phrase in _read(path)]
    return list(dict.fromkeys(found))


def _read(path: Path) -> Iterator[Phrase]:
    try:
        rows = yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - the safe one in C
    except yaml.YAMLError as error:
        raise AssetError(f"{path}: {error}") from error
    for block in (rows or {}).get("nlu") or ():
        if "intent" in block:
            yield from _phrases(path, block)


_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _phrases(path: Path, block: dict[str, Any]) -> Iterator[Phrase]:
    intent = block["intent"]
    if intent not in INTENTS:
        raise AssetError(f"{path}: no intent is called {intent}")
    category = (block.get("metadata") or {}).get("category") or CATEGORY_OF.get(intent)
    if not category:
        raise AssetError(f"{path}: examples of {intent} need a category")
    for line in (block.get("examples") or "").splitlines():
        text = line.strip().removeprefix("- ").strip()
        if text and text != "-":
            yield Phrase(text, intent, category, path.parent.name)
