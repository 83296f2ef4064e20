"""The reader's network in torch: the BERT encoder of `reader-base` with three heads; used for training and export only.

Written out rather than taken from a library so that the graph that is exported holds nothing but what is needed: no
pooler, attention by plain products (on a CPU their gradient takes a third of the time that the fused attention's does),
and a dropout whose mask is one for all tokens of a window, which costs next to nothing to draw.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

# What a masked position gets before a softmax; finite, so that a row of nothing but padding stays a number.
MASKED = -1e4


@dataclass(frozen=True, slots=True)
class Shape:
    """The measures of the encoder, of each layer by itself; by default those in `config.json` of the base."""

    vocabulary: int = 26354
    width: int = 384
    layers: int = 12
    attention_heads: tuple[int, ...] = (12,) * 12
    head_width: int = 32
    inner: tuple[int, ...] = (1536,) * 12
    positions: int = 512


class Layer(nn.Module):
    """One encoder layer, normalised after each residual as in BERT."""

    def __init__(self, shape: Shape, index: int, dropout: float = 0.0) -> None:
        super().__init__()
        width, inner = shape.width, shape.inner[index]
        self.dropout = dropout
        self.attention_heads = shape.attention_heads[index]
        self.qkv = nn.Linear(width, 3 * self.attention_heads * shape.head_width)
        self.output = nn.Linear(self.attention_heads * shape.head_width, width)
        self.attention_norm = nn.LayerNorm(width, eps=1e-12)
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """`states` (windows, tokens, width), `mask` (windows, 1, 1, tokens) added to the attention scores."""
        windows, tokens, _ = states.shape
        parts = self.qkv(states).view(windows, tokens, 3, self.attention_heads, -1)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        scores = (query * query.shape[-1] ** -0.5) @ key.transpose(2, 3) + mask.to(query.dtype)
        mixed = scores.softmax(-1).to(value.dtype) @ value
        mixed = mixed.transpose(1, 2).reshape(windows, tokens, -1)
        states = self.attention_norm(states + self._drop(self.output(mixed)))
        return self.norm(states + self._drop(self.outer(functional.gelu(self.inner(states)))))

    def _drop(self, states: Tensor) -> Tensor:
        if not self.training or not self.dropout:
            return states
        kept = torch.rand(states.shape[0], 1, states.shape[2], device=states.device) >= self.dropout
        return states * (kept / (1 - self.dropout)).to(states.dtype)


class ReaderNetwork(nn.Module):
    """From token ids to the logits of start, end, presence and polarity."""

    def __init__(self, shape: Shape | None = None, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape or Shape()
        width = self.shape.width
        self.words = nn.Embedding(self.shape.vocabulary, width)
        self.positions = nn.Embedding(self.shape.positions, width)
        self.embedding_norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(self.shape, index, dropout) for index in range(self.shape.layers))
        self.span_head = nn.Linear(width, 2)
        self.window_hidden = nn.Linear(2 * width, width)
        self.window_head = nn.Linear(width, 2)

    def forward(self, ids: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        """From `ids` (windows, tokens) and `lengths` (windows,) to span logits and window logits.

        Span logits (windows, tokens, 2): start, end. Window logits (windows, 2): "the answer is here", "the answer to
        the yes/no question is yes".
        """
        return self.logits(self.states(ids, lengths)[-1], lengths)

    def logits(self, states: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        """What the heads make of the last layer's states (windows, tokens, width)."""
        weights = _real(lengths, states.shape[1]).to(states.dtype)[:, :, None]
        mean = (states * weights).sum(1) / weights.sum(1)
        window = torch.tanh(self.window_hidden(torch.cat([states[:, 0], mean], 1)))
        return self.span_head(states), self.window_head(window)

    def states(self, ids: Tensor, lengths: Tensor) -> list[Tensor]:
        """The states behind each layer (windows, tokens, width)."""
        steps = torch.arange(ids.shape[1], device=ids.device)
        mask = ((~_real(lengths, ids.shape[1])).to(torch.float32) * MASKED)[:, None, None, :]
        states: Tensor = self.embedding_norm(self.words(ids) + self.positions(steps)[None])
        found = []
        for layer in self.layers:
            states = layer(states, mask)
            found.append(states)
        return found

    def load_base(self, folder: Path) -> None:
        """Take the encoder's weights from `model.safetensors` in Hugging Face's names; the heads stay as they are."""
        base = {name: tensor.to(torch.float32) for name, tensor in load_file(folder / "model.safetensors").items()}
        target = self.state_dict()
        target["words.weight"] = base["embeddings.word_embeddings.weight"]
        # every token is of type 0, so the type's vector is a constant and goes into the positions
        target["positions.weight"] = (
            base["embeddings.position_embeddings.weight"] + base["embeddings.token_type_embeddings.weight"][0]
        )
        for part in ("weight", "bias"):
            target[f"embedding_norm.{part}"] = base[f"embeddings.LayerNorm.{part}"]
            for index in range(self.shape.layers):
                old, new = f"encoder.layer.{index}", f"layers.{index}"
                target[f"{new}.qkv.{part}"] = torch.cat(
                    [base[f"{old}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                )
                target[f"{new}.output.{part}"] = base[f"{old}.attention.output.dense.{part}"]
                target[f"{new}.attention_norm.{part}"] = base[f"{old}.attention.output.LayerNorm.{part}"]
                target[f"{new}.inner.{part}"] = base[f"{old}.intermediate.dense.{part}"]
                target[f"{new}.outer.{part}"] = base[f"{old}.output.dense.{part}"]
                target[f"{new}.norm.{part}"] = base[f"{old}.output.LayerNorm.{part}"]
        self.load_state_dict(target)


def _real(lengths: Tensor, tokens: int) -> Tensor:
    """Which tokens are no padding (windows, tokens)."""
    return torch.arange(tokens, device=lengths.device) < lengths[:, None]
