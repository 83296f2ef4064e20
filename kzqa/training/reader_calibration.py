"""How large the activations of the reader's network get, channel by channel: what its eight-bit file is scaled by.

A few channels of such encoders are tens of times as large as all others. With one scale for a whole matrix, as
onnxruntime's operators have it, eight bits would leave nothing of the others. So the scale of a channel is moved from
the activations into the weights in part (SmoothQuant; Xiao et al. 2023), and where no two channels are alike, behind
the activation function, the largest ones are left in single precision (as in LLM.int8(); Dettmers et al. 2022).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from kzqa.training.reader_network import ReaderNetwork

SMOOTHED = ("qkv", "inner")
OUTLIERS = 48
_BALANCE = 0.6  # the share of a channel's size that goes over into the weights
_LEAST = 1e-3
Array = NDArray[np.float32]


def activation_sizes(network: ReaderNetwork, rows: Sequence[Sequence[int]]) -> dict[str, Array]:
    """The largest absolute input of each linear map by channel, by the map's name ("3.outer"), over rows of ids."""
    found: dict[str, Tensor] = {}

    def watch(name: str, module: nn.Module) -> torch.utils.hooks.RemovableHandle:
        def note(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            size = inputs[0].detach().abs().amax((0, 1))
            found[name] = torch.maximum(found[name], size) if name in found else size

        return module.register_forward_pre_hook(note)

    handles = [
        watch(f"{index}.{name}", getattr(layer, name))
        for index, layer in enumerate(network.layers)
        for name in (*SMOOTHED, "outer")
    ]
    network.eval()
    with torch.inference_mode():
        for row in rows:
            network(torch.tensor([list(row)]), torch.tensor([len(row)]))
    for handle in handles:
        handle.remove()
    return {name: size.float().numpy() for name, size in found.items()}


def smoothing(size: Array, weight: Array) -> Array:
    """What to divide each channel of an input by, and to multiply the rows of `weight` (in, out) by."""
    balance = np.maximum(size, _LEAST) ** _BALANCE / np.maximum(np.abs(weight).max(1), _LEAST) ** (1 - _BALANCE)
    even: Array = (balance / np.exp(np.log(balance).mean())).astype(np.float32)
    return even


def outliers(size: Array) -> NDArray[np.intp]:
    """The indices of the largest channels, ascending."""
    return np.sort(np.argsort(-size, kind="stable")[:OUTLIERS])
