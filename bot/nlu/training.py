"""Learns the classifier's weights from labelled phrasings, in seconds."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.nlu.assets import Phrase
from bot.nlu.features import Blocks, blocks
from bot.nlu.weights import Floats, Weights, vector

RAREST: Final = 2  # texts that a feature must stand in
# How closely the phrasings are followed (C); found by leaving each style out.
STRENGTH: Final = 32.0
EXACTNESS: Final = 0.1  # a finer optimum takes ten times as long and reads no better


def train(phrases: Sequence[Phrase], *, temperature: float = 1.0) -> Weights:
    """Return the weights that tell the phrases' labels apart."""
    seen = [blocks(phrase.text) for phrase in phrases]
    vocabulary, rarity = terms(seen)
    matrix = sparse(seen, vocabulary, rarity)
    labels = sorted({(phrase.intent, phrase.category) for phrase in phrases})
    column = {label: at for at, label in enumerate(labels)}
    wanted = np.array([column[phrase.intent, phrase.category] for phrase in phrases])
    coefficients, bias = fit(matrix, wanted, len(labels))
    return Weights(
        vocabulary=vocabulary,
        rarity=rarity,
        matrix=coefficients,
        bias=bias,
        labels=tuple(labels),
        temperature=temperature,
    )


def fit(matrix: csr_matrix, wanted: NDArray[np.intp], labels: int) -> tuple[Floats, Floats]:
    """Return features by labels and one bias a label: each label against all others.

    The dual solver is an order of magnitude faster here than one model of all labels, since a
    text has few features.
    """
    model = LogisticRegression(
        C=STRENGTH, tol=EXACTNESS, solver="liblinear", dual=True, random_state=0
    )
    coefficients = np.zeros((matrix.shape[1], labels), dtype=np.float32)
    bias = np.zeros(labels, dtype=np.float32)
    for label in range(labels):
        model.fit(matrix, wanted == label)
        coefficients[:, label] = model.coef_[0]
        bias[label] = model.intercept_[0]
    return coefficients, bias


def terms(seen: Sequence[Blocks]) -> tuple[dict[str, int], Floats]:
    """Return the features that are no accident of one text, with how telling each is."""
    found: Counter[str] = Counter()
    for text in seen:
        for block, counts in text.items():
            found.update(f"{block}:{feature}" for feature in counts)
    kept = sorted(name for name, texts in found.items() if texts >= RAREST)
    rarity = [np.log((1 + len(seen)) / (1 + found[name])) + 1 for name in kept]
    return {name: at for at, name in enumerate(kept)}, np.array(rarity, dtype=np.float32)


def sparse(seen: Sequence[Blocks], vocabulary: dict[str, int], rarity: Floats) -> csr_matrix:
    """Return the texts as rows."""
    rows = [vector(text, vocabulary, rarity) for text in seen]
    starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, columns, starts), shape=(len(seen), len(vocabulary)))
