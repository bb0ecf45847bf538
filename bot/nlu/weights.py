"""A trained classifier as plain numbers: gram weights in npz, names in JSON. No pickle."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.nlu.features import WEIGHTS, Blocks

Floats = NDArray[np.float32]
ARRAYS: Final = "weights.npz"
NAMES: Final = "names.json"


@dataclass(frozen=True)
class Weights:
    """Everything that a prediction needs; `labels` are (intent, category), one for each column."""

    vocabulary: dict[str, int]
    rarity: Floats  # idf, one for each feature
    matrix: Floats  # features by labels
    bias: Floats
    labels: tuple[tuple[str, str], ...]
    temperature: float

    def save(self, folder: Path) -> None:
        """Write both files."""
        np.savez(
            folder / ARRAYS,
            rarity=self.rarity,
            matrix=self.matrix.astype(np.float16),
            bias=self.bias,
        )
        names = {
            "vocabulary": sorted(self.vocabulary, key=self.vocabulary.__getitem__),
            "labels": self.labels,
            "temperature": self.temperature,
        }
        (folder / NAMES).write_text(json.dumps(names, ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> "Weights":
        """Read what `save` wrote; nothing in it can run."""
        names: dict[str, Any] = json.loads((folder / NAMES).read_text("utf-8"))
        with np.load(folder / ARRAYS, allow_pickle=False) as arrays:
            return cls(
                vocabulary={name: at for at, name in enumerate(names["vocabulary"])},
                rarity=arrays["rarity"],
                matrix=arrays["matrix"].astype(np.float32),
                bias=arrays["bias"],
                labels=tuple((intent, category) for intent, category in names["labels"]),
                temperature=names["temperature"],
            )

    def probabilities(self, blocks: Blocks) -> Floats:
        """Return how likely each label is, calibrated, in the order of `labels`."""
        columns, values = vector(blocks, self.vocabulary, self.rarity)
        scores = values @ self.matrix[columns] + self.bias if len(columns) else self.bias
        return softmax(scores / self.temperature)


def vector(
    blocks: Blocks, vocabulary: dict[str, int], rarity: Floats
) -> tuple[NDArray[np.intp], Floats]:
    """Return the columns and the TF-IDF values of a text, each block as long as its weight."""
    columns: list[int] = []
    parts: list[Floats] = []
    for block, weight in WEIGHTS.items():
        known: dict[int, int] = {}
        for feature, count in blocks[block].items() if weight else ():
            column = vocabulary.get(f"{block}:{feature}")
            if column is not None:
                known[column] = count
        if known:
            here = list(known)
            counts = np.fromiter(known.values(), dtype=np.float32)
            values = (1 + np.log(counts)) * rarity[here]
            columns += here
            parts.append(weight * values / np.sqrt(values @ values))
    found = np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)
    return np.array(columns, dtype=np.intp), found.astype(np.float32)


def softmax(scores: Floats) -> Floats:
    """Return positive numbers that add up to 1."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return shares
