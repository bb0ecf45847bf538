"""The trained classifier of this process: read from its folder, or learned when it is not there."""

import fcntl
import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Final

import numpy as np
from django.conf import settings

from bot.nlu.assets import ASSETS, AssetError, files, phrases
from bot.nlu.weights import ARRAYS, Floats, Weights

KEPT: Final = 3  # trained sets of weights that stay in the folder
# The code that the weights depend on; a change to any other file trains nothing.
CODE: Final = (
    "assets.py", "cues.py", "features.py", "index.py", "labels.py", "normalise.py",
    "places.py", "romanised.py", "training.py", "view.py", "weights.py",
)  # fmt: skip
_HERE: Final = Path(__file__).parent
_loading = Lock()


@dataclass(frozen=True)
class Ranked:
    """A label and how likely it is, 0 to 1."""

    label: str
    confidence: float


@dataclass(frozen=True)
class Opinion:
    """What is made of one text."""

    intents: tuple[Ranked, ...]  # the likeliest first, all of them
    categories: tuple[Ranked, ...]
    category: Ranked  # the likeliest of those that the likeliest intent can have
    within: dict[str, str]  # the likeliest category of each intent

    @property
    def family(self) -> float:
        """How likely it is that the matter is of the likeliest category's family, such as HLT."""
        mine = self.category.label.split(".")[0]
        kin = (one for one in self.categories if one.label.split(".")[0] == mine)
        return sum(one.confidence for one in kin)

    def share_of(self, intent: str) -> float:
        """Return how likely an intent is."""
        return next((ranked.confidence for ranked in self.intents if ranked.label == intent), 0.0)


class Classifier:
    """Weights with their sums over intents and over categories."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.pairs = frozenset(weights.labels)
        self.intents = sorted({intent for intent, _ in weights.labels})
        self.categories = sorted({category for _, category in weights.labels})

    def opinion(self, shares: Floats) -> Opinion:
        """Say how likely each intent and each category is, from what each label is."""
        intents = _ranked(self.intents, shares @ self._intent_sums)
        categories = _ranked(self.categories, shares @ self._category_sums)
        own = (one for one in categories if (intents[0].label, one.label) in self.pairs)
        return Opinion(
            intents=intents,
            categories=categories,
            category=next(own),
            within=self._within(shares),
        )

    @cached_property
    def _intent_sums(self) -> Floats:
        rows = [[intent == own for own in self.intents] for intent, _ in self.weights.labels]
        return np.array(rows, dtype=np.float32)

    @cached_property
    def _category_sums(self) -> Floats:
        rows = [[code == own for own in self.categories] for _, code in self.weights.labels]
        return np.array(rows, dtype=np.float32)

    def _within(self, shares: Floats) -> dict[str, str]:
        # The last of an intent is its likeliest.
        order = np.argsort(shares).tolist()
        return {self.weights.labels[at][0]: self.weights.labels[at][1] for at in order}


def _ranked(names: list[str], shares: Floats) -> tuple[Ranked, ...]:
    order = np.argsort(-shares, kind="stable").tolist()
    known = shares.tolist()
    return tuple(Ranked(names[at], known[at]) for at in order)


_known: dict[str, Classifier] = {}


def classifier() -> Classifier:
    """Return this installation's classifier; the first call of a process loads or trains it."""
    with _loading:
        if "here" not in _known:
            _known["here"] = Classifier(trained(folders()))
    return _known["here"]


def is_trained() -> bool:
    """Whether the weights of today's phrasings and code are kept, so that nobody waits for them."""
    return (Path(settings.NLU_FOLDER) / key(folders()) / ARRAYS).exists()


def folders() -> tuple[Path, ...]:
    """Return where the phrasings are: those that ship, and those of this installation."""
    return (ASSETS, *settings.NLU_ASSETS)


def trained(assets: tuple[Path, ...], *, anew: bool = False) -> Weights:
    """Return the weights for these assets and this code, training when they are not kept yet."""
    kept = Path(settings.NLU_FOLDER) / key(assets)
    if not anew and (kept / ARRAYS).exists():
        return Weights.load(kept)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with _alone(kept.parent):
            # Another process may have trained while this one waited for the lock.
            if anew or not (kept / ARRAYS).exists():
                _keep(_learn(assets), kept)
        return Weights.load(kept)
    except (PermissionError, OSError):
        # A folder that cannot be written costs seconds at each start, and nothing else.
        return _learn(assets)


def key(assets: tuple[Path, ...]) -> str:
    """Return a name for what training would make: it changes with any phrasing, word or code."""
    code = [*(_HERE / name for name in CODE), *sorted((_HERE / "lexicon").rglob("*.yaml"))]
    seen = hashlib.sha256()
    for path in [*code, *files(assets)]:
        seen.update(f"{path.parent.name}/{path.name}\0".encode())
        seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def _learn(assets: tuple[Path, ...]) -> Weights:
    # scikit-learn is large and only training needs it.
    from bot.nlu.training import train

    found = phrases(assets)
    if not found:
        raise AssetError(f"no phrasings under {', '.join(map(str, assets))}")
    return train(found)


def _keep(weights: Weights, folder: Path) -> None:
    """Write the weights beside their place and move them in, so that nobody reads half of them."""
    made = Path(tempfile.mkdtemp(dir=folder.parent))
    weights.save(made)
    shutil.rmtree(folder, ignore_errors=True)
    made.rename(folder)
    old = sorted(folder.parent.glob("*/"), key=lambda path: path.stat().st_mtime)
    for path in old[:-KEPT]:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
