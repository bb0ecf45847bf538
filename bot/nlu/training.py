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
from bot.nlu.weights import Floats, Weights, softmax, vector

RAREST: Final = 2  # texts that a feature must stand in
STRENGTH: Final = 20.0


def train(phrases: Sequence[Phrase], *, temperature: float = 1.0) -> Weights:
    """Return the weights that tell the phrases' labels apart."""
    seen = [blocks(phrase.text) for phrase in phrases]
    vocabulary, rarity = terms(seen)
    matrix = sparse(seen, vocabulary, rarity)
    labels = sorted({(phrase.intent, phrase.category) for phrase in phrases})
    column = {label: at for at, label in enumerate(labels)}
    wanted = np.array([column[phrase.intent, phrase.category] for phrase in phrases])
    model = LogisticRegression(C=STRENGTH, max_iter=60, tol=1e-3)
    model.fit(matrix, wanted)
    return Weights(
        vocabulary=vocabulary,
        rarity=rarity,
        matrix=model.coef_.T.astype(np.float32),
        bias=model.intercept_.astype(np.float32),
        labels=tuple(labels),
        temperature=temperature,
    )


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
