"""Runs the reader: questions and windows in, readings out. Needs onnxruntime and tokenizers, nothing heavier."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kzqa.answering.reader.decoding import Logits, Reading, decode
from kzqa.answering.reader.encoding import Window, encode

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# The ids of some rows -> for each row, span logits (tokens, 2) and window logits (2,)
Network = Callable[[Sequence[Sequence[int]]], list[tuple[Logits, Logits]]]


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
        readings = []
        for window, row, (spans, states) in zip(windows, rows, self._network([row.ids for row in rows]), strict=True):
            body = spans[row.body : row.body + len(row.offsets)]
            readings.append(decode(window.text, row.offsets, body, states))
        return readings
