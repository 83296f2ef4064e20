"""The lower layers of multilingual-e5-small (MIT) in torch: the encoder of words that the pipeline's teachers share."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from kzqa.training.reader_learning import filled, schedule, set_rate
from kzqa.training.reader_network import ReaderNetwork, Shape

LAYERS = 8
"""Layers of the base that are used: the upper ones are made for whole sentences, and cost a third of the time."""
START, END = 0, 2
"""The pieces that a text begins and ends with."""
_LAYER_DECAY, _WARM_UP = 0.95, 0.06
_NEAR = 640


class Encoder(nn.Module):
    """From pieces of words to their states."""

    def __init__(self, layers: int = LAYERS, dropout: float = 0.1) -> None:
        super().__init__()
        self.network = ReaderNetwork(Shape(layers=layers), dropout)
        self.width = self.network.shape.width

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        """From `ids` (texts, pieces) and `lengths` (texts,) to states (texts, pieces, width)."""
        return self.network.states(ids, lengths)[-1]

    def load_base(self, folder: Path) -> None:
        """Take the lower layers of the base in `folder`; its words and positions do not learn."""
        base = ReaderNetwork(Shape())
        base.load_base(folder)
        kept = self.network.state_dict()
        self.network.load_state_dict({name: value for name, value in base.state_dict().items() if name in kept})
        for module in (self.network.words, self.network.positions, self.network.embedding_norm):
            module.requires_grad_(False)


class Learner:
    """AdamW over an encoder and what stands on it: warmed up, then falling to nothing; lower layers learn slower."""

    def __init__(self, model: nn.Module, encoder: Encoder, rate: float, head_rate: float, steps: int) -> None:
        layers = encoder.network.layers
        groups: list[dict[str, Any]] = [
            {"params": list(layer.parameters()), "base": rate * _LAYER_DECAY ** (len(layers) - 1 - index)}
            for index, layer in enumerate(layers)
        ]
        inside = set(encoder.parameters())
        heads = [parameter for parameter in model.parameters() if parameter not in inside]
        groups.append({"params": heads, "base": head_rate})
        self._optimizer = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01, fused=True)
        self._learning = [parameter for group in groups for parameter in group["params"]]
        self._steps, self._step = steps, 0

    def step(self, loss: Tensor) -> None:
        """Learn from a loss."""
        set_rate(self._optimizer, schedule(self._step / self._steps, _WARM_UP))
        loss.backward()
        nn.utils.clip_grad_norm_(self._learning, 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad()
        if self._step % 50 == 0:
            print(f"{self._step:5} of {self._steps}  loss {loss.item():.4f}", flush=True)
        self._step += 1


def encode(tokenizer: Tokenizer, texts: Sequence[Sequence[str]]) -> Iterator[tuple[list[int], list[int]]]:
    """The pieces of each text of words, and the places at which its words begin and the last one ends."""
    encodings = tokenizer.encode_batch(list(map(list, texts)), is_pretokenized=True, add_special_tokens=False)
    for text, encoding in zip(texts, encodings, strict=True):
        firsts: dict[int | None, int] = {}
        for place, word in enumerate(encoding.word_ids):
            firsts.setdefault(word, place)
        yield encoding.ids, [*(firsts[index] for index in range(len(text))), len(encoding.ids)]


def of_like_length(order: Sequence[int], lengths: Sequence[int], pieces: int) -> Iterator[list[int]]:
    """Indices of texts, whose lengths are given, in batches of so many padded pieces."""
    return filled(sorted(order, key=lengths.__getitem__), lambda index: (1, lengths[index]), pieces)


def shuffled(lengths: Sequence[int], pieces: int, source: random.Random) -> list[list[int]]:
    """The indices of texts in batches of so many padded pieces, of like length, in an order from `source`."""
    order = list(range(len(lengths)))
    source.shuffle(order)
    result = []
    for start in range(0, len(order), _NEAR):
        near = list(of_like_length(order[start : start + _NEAR], lengths, pieces))
        source.shuffle(near)
        result += near
    return result
