"""Takes the attention heads and inner neurons out of the reader's network that its answers need least.

A fast post-training pruning framework for transformers (Kwon et al. 2022): what a unit is worth is estimated by the
square of the loss's gradient to a factor before it (the diagonal of the empirical Fisher information), and the units
with the least worth for their time go first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

import torch
from torch import Tensor, nn

from kzqa.training.reader_network import ReaderNetwork

# Milliseconds of one core that a unit takes of a window of 200 tokens.
HEAD_COST, NEURON_COST = 0.14, 0.001
# What a layer takes beside them, for norms, sums and rounding to eight bits.
LAYER_COST = 0.4
# Inner neurons are kept in blocks of so many, which products of matrices take at once.
BLOCK = 64


class Worth(NamedTuple):
    """What the units of each layer are worth: heads (heads,) and inner neurons (neurons,)."""

    heads: list[Tensor]
    neurons: list[Tensor]


def worth(network: ReaderNetwork, losses: Iterable[Tensor]) -> Worth:
    """The worth of all units by the losses of some batches, which are computed as they are asked for."""
    inputs: dict[str, Tensor] = {}

    def keep(name: str) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        def note(_: nn.Module, given: tuple[Tensor, ...]) -> None:
            given[0].retain_grad()
            inputs[name] = given[0]

        return note

    found = Worth(
        [torch.zeros(layer.attention_heads) for layer in network.layers],
        [torch.zeros(layer.inner.out_features) for layer in network.layers],
    )
    handles = [
        getattr(layer, part).register_forward_pre_hook(keep(f"{index}.{part}"))
        for index, layer in enumerate(network.layers)
        for part in ("output", "outer")
    ]
    for loss in losses:
        loss.backward()
        for index in range(len(network.layers)):
            heads, neurons = (_by_window(inputs[f"{index}.{part}"]) for part in ("output", "outer"))
            by_head = heads.view(len(heads), len(found.heads[index]), -1).sum(2)
            found.heads[index] += by_head.square().sum(0)
            found.neurons[index] += neurons.square().sum(0)
        network.zero_grad()
    for handle in handles:
        handle.remove()
    return found


def _by_window(states: Tensor) -> Tensor:
    """The loss's gradient to a factor of each channel (windows, channels)."""
    assert states.grad is not None
    return (states.detach().float() * states.grad.float()).sum(1)


class Kept(NamedTuple):
    """The units of a layer that stay, ascending; of a layer that goes, none."""

    heads: Tensor
    neurons: Tensor


def chosen(found: Worth, share: float) -> list[Kept]:
    """The units that are worth most for their time, and take `share` of the time of all.

    A layer in which too little is left to be worth its time goes as a whole; others keep something of both kinds.
    """
    heads = [value for values in found.heads for value in (values / HEAD_COST).tolist()]
    blocks = [value for values in found.neurons for value in _blocks(values).tolist()]
    ranked = sorted([(value, HEAD_COST) for value in heads] + [(value, NEURON_COST * BLOCK) for value in blocks])
    room = (1 - share) * sum(cost for _, cost in ranked)
    least = 0.0
    for value, cost in ranked:
        least = value
        room -= cost
        if room < 0:
            break
    kept = []
    for layer_heads, neurons in zip(found.heads, found.neurons, strict=True):
        heads = layer_heads / HEAD_COST >= least
        heads[layer_heads.argmax()] = True
        blocks = _blocks(neurons)
        number = max(1, int((blocks >= least).sum()))
        time = int(heads.sum()) * HEAD_COST + number * BLOCK * NEURON_COST + LAYER_COST
        value = float(layer_heads[heads].sum() + blocks[:number].sum() * BLOCK * NEURON_COST)
        if value / time < least:
            heads[:], number = False, 0
        kept.append(Kept(heads.nonzero()[:, 0], neurons.argsort(descending=True)[: number * BLOCK].sort().values))
    return kept


def _blocks(neurons: Tensor) -> Tensor:
    """What the best block of a layer's neurons, the second best and so on are worth for their time."""
    return neurons.sort(descending=True).values.view(-1, BLOCK).sum(1) / (NEURON_COST * BLOCK)


def slimmed(network: ReaderNetwork, kept: list[Kept]) -> ReaderNetwork:
    """A network of the units that are kept, with their weights."""
    layers = [index for index, units in enumerate(kept) if len(units.heads)]
    shape = replace(
        network.shape,
        layers=len(layers),
        attention_heads=tuple(len(kept[index].heads) for index in layers),
        inner=tuple(len(kept[index].neurons) for index in layers),
    )
    result = ReaderNetwork(shape, network.layers[0].dropout)
    old = network.state_dict()
    state = {name: values for name, values in old.items() if not name.startswith("layers.")}
    for new, index in enumerate(layers):
        channels = (kept[index].heads[:, None] * shape.head_width + torch.arange(shape.head_width)).flatten()
        whole = network.layers[index].attention_heads * shape.head_width
        rows = {"qkv": torch.cat([channels + part * whole for part in range(3)]), "inner": kept[index].neurons}
        columns = {"output": channels, "outer": kept[index].neurons}
        for name, values in old.items():
            if name.startswith(f"layers.{index}."):
                part, kind = name.split(".")[2:]
                if part in rows:
                    values = values[rows[part]]
                elif part in columns and kind == "weight":
                    values = values[:, columns[part]]
                state[f"layers.{new}.{part}.{kind}"] = values
    result.load_state_dict(state)
    return result
