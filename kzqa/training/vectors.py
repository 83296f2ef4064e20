"""Word vectors of the pipeline: each lemma alone through multilingual-e5-small (MIT), averaged, reduced to 48 numbers.

    python -m kzqa.training.vectors DATA

reads DATA/reader-base (the weights) and the words of DATA/nkjp, ud, news and poquad, and writes
kzqa/language/data/wordvectors.npz: the words that occur at least twice, most frequent first, and their vectors in
eight bits. The whole table takes some five minutes on one core.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import sqrt
from pathlib import Path
from struct import unpack

import numpy as np
from numpy.typing import NDArray

from kzqa.language.inflection import nominative
from kzqa.language.morphology import analyses_of
from kzqa.language.wordvectors import PATH, WIDTH
from kzqa.training.corpora import news, nkjp, trees

Matrix = NDArray[np.float32]
LIMIT = 45_000
_HEADS = 12
_START, _END, _UNKNOWN = 0, 2, 3
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


class Encoder:
    """multilingual-e5-small in numpy: a BERT of 12 layers with SentencePiece's unigram segmentation."""

    def __init__(self, folder: Path) -> None:
        data = (folder / "model.safetensors").read_bytes()
        size = unpack("<Q", data[:8])[0]
        self.weights: dict[str, Matrix] = {}
        for name, entry in json.loads(data[8 : 8 + size]).items():
            if name != "__metadata__":
                first, last = entry["data_offsets"]
                values = np.frombuffer(data[8 + size + first : 8 + size + last], dtype=np.float16)
                self.weights[name] = values.reshape(entry["shape"]).astype(np.float32)
        pieces = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
        self.pieces = {piece: (index, score) for index, (piece, score) in enumerate(pieces)}

    def segment(self, word: str) -> list[int]:
        """The piece numbers of a word, by the highest sum of piece scores."""
        text = "▁" + word
        best: list[tuple[float, int, int]] = [(0.0, 0, 0)] + [(-np.inf, 0, _UNKNOWN)] * len(text)
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + 20) + 1):
                index, score = self.pieces.get(text[start:end], (_UNKNOWN, -30.0 * (end - start)))
                if best[start][0] + score > best[end][0]:
                    best[end] = (best[start][0] + score, start, index)
        found, end = [], len(text)
        while end:
            found.append(best[end][2])
            end = best[end][1]
        return found[::-1]

    def encode(self, ids: NDArray[np.int64]) -> Matrix:
        """The mean of the last hidden states for sequences of one length, shape (batch, 384)."""
        batch, length = ids.shape
        embedding = "embeddings."
        states = (
            self.weights[embedding + "word_embeddings.weight"][ids]
            + self.weights[embedding + "position_embeddings.weight"][:length]
            + self.weights[embedding + "token_type_embeddings.weight"][0]
        )
        states = self._normalise(states, embedding + "LayerNorm")
        for layer in range(_HEADS):
            at = f"encoder.layer.{layer}."
            query, key, value = (
                self._linear(states, f"{at}attention.self.{part}")
                .reshape(batch, length, _HEADS, -1)
                .transpose(0, 2, 1, 3)
                for part in ("query", "key", "value")
            )
            scores = query @ key.transpose(0, 1, 3, 2) / np.float32(sqrt(query.shape[-1]))
            scores = np.exp(scores - scores.max(-1, keepdims=True))
            mixed = ((scores / scores.sum(-1, keepdims=True)) @ value).transpose(0, 2, 1, 3).reshape(states.shape)
            states = self._normalise(
                states + self._linear(mixed, at + "attention.output.dense"), at + "attention.output.LayerNorm"
            )
            inner = self._linear(states, at + "intermediate.dense")
            states = self._normalise(states + self._linear(_gelu(inner), at + "output.dense"), at + "output.LayerNorm")
        mean: Matrix = states.mean(axis=1)
        return mean

    def _linear(self, values: Matrix, name: str) -> Matrix:
        # one product of two matrices is many times faster than a stack of small ones
        flat = values.reshape(-1, values.shape[-1]) @ self.weights[name + ".weight"].T + self.weights[name + ".bias"]
        return flat.reshape(*values.shape[:-1], -1)

    def _normalise(self, values: Matrix, name: str) -> Matrix:
        mean = values.mean(-1, keepdims=True)
        scale = np.sqrt(values.var(-1, keepdims=True) + 1e-12)
        normal: Matrix = (values - mean) / scale * self.weights[name + ".weight"] + self.weights[name + ".bias"]
        return normal


def _gelu(values: Matrix) -> Matrix:
    # the tanh form of the activation: within 1e-3 of the exact one, and numpy has no erf
    result: Matrix = 0.5 * values * (1 + np.tanh(0.7978846 * values * (1 + 0.044715 * values * values)))
    return result


def word_vectors(encoder: Encoder, words: Sequence[str], *, batch: int = 128) -> Matrix:
    """The vectors of words, each encoded alone, shape (words, 384)."""
    sequences = [[_START, *encoder.segment(word), _END] for word in words]
    order = sorted(range(len(words)), key=lambda index: len(sequences[index]))
    found = np.zeros((len(words), 384), dtype=np.float32)
    first = 0
    while first < len(order):
        length = len(sequences[order[first]])
        last = first
        while last < len(order) and last - first < batch and len(sequences[order[last]]) == length:
            last += 1
        rows = order[first:last]
        found[rows] = encoder.encode(np.array([sequences[row] for row in rows]))
        first = last
    return found


def texts(data: Path) -> Iterator[str]:
    """All running text of the corpora."""
    yield from (record.text for record in nkjp(data / "nkjp"))
    yield from (article.text for article in news(data / "news"))
    for path in sorted((data / "ud").glob("*.conllu")):
        yield from (tree.text for tree in trees(path))
    for path in sorted((data / "poquad").glob("*.json")):
        for page in json.loads(path.read_text(encoding="utf-8"))["data"]:
            yield from (paragraph["context"] for paragraph in page["paragraphs"])


def vocabulary(sources: Iterator[str]) -> list[str]:
    """The lemmas of the texts that occur at least twice, most frequent first.

    A form counts for the lemma that its unambiguous neighbours in the counts favour: a first pass spreads every form
    over its lemmas, a second gives it to the most frequent one.
    """
    forms: Counter[str] = Counter()
    for text in sources:
        forms.update(_WORD.findall(text))
    candidates = {}
    spread: dict[str, float] = defaultdict(float)
    for form, count in forms.items():
        lemmas = tuple(dict.fromkeys(reading.lemma for reading in analyses_of(form)))
        candidates[form] = lemmas or (nominative(form, forms.__getitem__),)
        for lemma in candidates[form]:
            spread[lemma] += count / len(candidates[form])
    counts: Counter[str] = Counter()
    for form, count in forms.items():
        counts[max(candidates[form], key=spread.__getitem__)] += count
    return [lemma for lemma, count in counts.most_common(LIMIT) if count > 1]


def main(data: Path) -> None:
    words = vocabulary(texts(data))
    vectors = word_vectors(Encoder(data / "reader-base"), words)
    vectors -= vectors.mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    values, axes = np.linalg.eigh(vectors.T @ vectors)
    reduced = vectors @ axes[:, np.argsort(-values)[:WIDTH]]
    scale = np.abs(reduced).max(axis=0) / 127
    PATH.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        PATH,
        words=np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8),
        vectors=np.round(reduced / scale).astype(np.int8),
        scale=scale.astype(np.float32),
    )
    print(
        f"{len(words)} words, {PATH.stat().st_size / 1e6:.1f} MB, {WIDTH} of 384 numbers hold "
        f"{np.sort(values)[-WIDTH:].sum() / values.sum():.2f} of the variance"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
