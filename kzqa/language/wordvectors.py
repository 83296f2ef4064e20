"""What a word means, as a short vector: a table over lemmas, made by `kzqa.training.vectors`.

The words stand in the order of their frequency in the training texts, which also tells the likelier of two lemmas.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kzqa.language.inflection import nominative
from kzqa.language.morphology import analyses_of

PATH = Path(__file__).parent / "data" / "wordvectors.npz"
WIDTH = 48


class WordVectors(NamedTuple):
    """`ranks` gives a word's row; the last row of `rows` (float32, words + 1 by WIDTH) is zero, for unknown words."""

    ranks: dict[str, int]
    rows: NDArray[np.float32]


@cache
def table() -> WordVectors:
    """The shipped table, read once."""
    with np.load(PATH, allow_pickle=False) as data:
        words = data["words"].tobytes().decode("utf-8").split("\n")
        rows = np.zeros((len(words) + 1, WIDTH), dtype=np.float32)
        rows[:-1] = data["vectors"].astype(np.float32) * data["scale"]
    return WordVectors({word: rank for rank, word in enumerate(words)}, rows)


@lru_cache(maxsize=10_000)
def lemma_row(form: str) -> int:
    """The row of the most frequent of a form's lemmas; for an unknown word of itself or its likely base form."""
    ranks = table().ranks
    nothing = len(ranks)
    readings = analyses_of(form)
    if readings:
        return min((ranks.get(reading.lemma, nothing) for reading in readings), default=nothing)
    shape = form.capitalize() if form.isupper() else form
    return ranks.get(shape, ranks.get(nominative(shape), nothing))
