"""What a slimmed reader learns from the one that it was: its logits, and its states on the way to them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper
from torch import Tensor
from torch.nn import functional

from kzqa.answering.reader.shipped import MODEL
from kzqa.training.reader_network import MASKED

STATES = (1, 3, 5, 7, 8)
"""The teacher's layers whose states are learnt. Of the upper ones too little is left in the pupil."""


class Lesson(NamedTuple):
    """The teacher's logits, padded as the rows are: `spans` (windows, tokens, 2), `windows` (windows, 2), and the
    states behind each layer of `STATES` (windows, tokens, width)."""

    spans: Tensor
    windows: Tensor
    states: list[Tensor]


class Teacher:
    """A reader as it is shipped, in eight bits, which a CPU reads several times as fast as the network in torch."""

    def __init__(self, folder: Path, width: int) -> None:
        model = onnx.load(folder / MODEL)
        self._outputs = ["spans", "window", *(f"{layer}.norm" for layer in STATES)]
        for name in self._outputs[2:]:
            model.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "tokens", width]))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )

    def lesson(self, rows: Sequence[Sequence[int]]) -> Lesson:
        """What the teacher makes of rows of ids."""
        read = [self._session.run(self._outputs, {"ids": np.array([row], dtype=np.int64)}) for row in rows]
        most = max(map(len, rows))
        spans, windows, *states = zip(*read, strict=True)
        return Lesson(
            _padded(spans, most, MASKED),
            torch.tensor(np.concatenate(windows)),
            [_padded(layer, most, 0.0) for layer in states],
        )


def _padded(rows: Sequence[np.ndarray[tuple[int, ...], np.dtype[np.float32]]], tokens: int, filling: float) -> Tensor:
    found = torch.full((len(rows), tokens, rows[0].shape[2]), filling)
    for place, row in enumerate(rows):
        found[place, : row.shape[1]] = torch.tensor(row[0])
    return found


def span_distance(logits: Tensor, taught: Tensor) -> Tensor:
    """The mean Kullback-Leibler divergence of two sets of logits (windows, tokens, sides) over the tokens."""
    own, other = logits.log_softmax(1), taught.log_softmax(1)
    return (other.exp() * (other - own)).sum(1).mean()


def state_distance(states: Sequence[Tensor], taught: Sequence[Tensor], lengths: Tensor) -> Tensor:
    """The mean squared distance of states, in shares of what the teacher's differ from one another."""
    real = (torch.arange(states[0].shape[1]) < lengths[:, None])[:, :, None]
    found = []
    for own, other in zip(states, taught, strict=True):
        spread = (other - other.mean(1, keepdim=True)).square()
        found.append((functional.mse_loss(own.float(), other, reduction="none") * real).sum() / (spread * real).sum())
    return torch.stack(found).mean()
