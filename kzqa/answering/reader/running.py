"""Runs the reader: questions and windows in, readings out. Needs onnxruntime and tokenizers, nothing heavier."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kzqa.answering.reader.decoding import Logits, Reading, decode
from kzqa.answering.reader.encoding import PAD, Row, Window, encode

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Rows of about the same length run together, up to so many tokens: more gains nothing on a CPU and costs memory.
BATCH_TOKENS = 2048

# (rows, tokens) ids and (rows,) lengths -> (rows, tokens, 2) span logits and (rows, 2) window logits
Network = Callable[[NDArray[np.int64], NDArray[np.int64]], tuple[Logits, Logits]]


class Reader:
    """Reads windows of articles for the answer to a question; the same question gives the same readings every time."""

    def __init__(self, tokenizer: Tokenizer, network: Network) -> None:
        self._tokenizer = tokenizer
        self._network = network

    @classmethod
    def load(cls) -> Reader:
        """The reader that kzqa ships. Raises `PipelineError` where it cannot run."""
        from kzqa.answering.reader.shipped import load_network, load_tokenizer

        return cls(load_tokenizer(), load_network())

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """One reading a window, in the order of `windows`.

        What does not fit the model's 512 positions is cut: a question of more than 128 pieces, a title of more than
        64, then the end of the window's text.
        """
        rows = encode(self._tokenizer, question, windows)
        readings: list[Reading | None] = [None] * len(rows)
        for batch in batches([len(row.ids) for row in rows]):
            spans, states = self._network(*pad([rows[index] for index in batch]))
            for place, index in enumerate(batch):
                row = rows[index]
                body = spans[place, row.body : row.body + len(row.offsets)]
                readings[index] = decode(windows[index].text, row.offsets, body, states[place])
        return [reading for reading in readings if reading is not None]


def batches(lengths: Sequence[int], tokens: int = BATCH_TOKENS) -> list[list[int]]:
    """Indices of rows that run together: by length, so that little is padded, within `tokens` with the padding."""
    found: list[list[int]] = []
    longest = 0
    for index in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        longest = max(longest, lengths[index])
        if found and (len(found[-1]) + 1) * longest <= tokens:
            found[-1].append(index)
        else:
            found.append([index])
            longest = lengths[index]
    return found


def pad(rows: Sequence[Row]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The ids of some rows as one array, and the rows' lengths."""
    lengths = np.array([len(row.ids) for row in rows], dtype=np.int64)
    ids = np.full((len(rows), int(lengths.max())), PAD, dtype=np.int64)
    for place, row in enumerate(rows):
        ids[place, : len(row.ids)] = row.ids
    return ids, lengths
