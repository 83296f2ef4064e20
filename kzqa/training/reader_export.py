"""Write the reader as an ONNX file of eight-bit weights.

The graph is built by hand from onnxruntime's fused transformer operators rather than traced, so that the file as it
stands is the optimised one and loads without another round of optimisation. One window at a time goes through it, so
there is no padding and no mask, and what a window reads does not depend on the windows beside it. Weights are
quantised symmetrically, a scale for each output column; activations by the operators, for each matrix as it comes,
after what `reader_calibration` found of their channels has been evened out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from kzqa.training.reader_calibration import outliers, smoothing
from kzqa.training.reader_network import ReaderNetwork

OPSET = 17
# onnx writes its newest version otherwise, which an older onnxruntime refuses
IR_VERSION = 8
_LEVELS = 127  # of eight bits with a sign, to each side
Array = NDArray[np.float32]


class GraphWriter:
    """Collects nodes and constants; every method returns the name of what it adds."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, values: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(values, name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        outputs = output.split()
        self.nodes.append(helper.make_node(kind, inputs, outputs, name=outputs[0], domain=domain, **attributes))
        return outputs[0]

    def quantise(self, name: str, weight: Array, axis: int) -> tuple[str, str]:
        """The names of the eight-bit matrix and of its scales, one for each place that `axis` is taken over."""
        scales = np.maximum(np.abs(weight).max(axis=axis), 1e-9) / _LEVELS
        whole = np.rint(weight / np.expand_dims(scales, axis)).astype(np.int8)
        return self.constant(f"{name}.int8", whole), self.constant(f"{name}.scale", scales.astype(np.float32))

    def precise(self, states: str, name: str, weight: Array, bias: Array) -> str:
        """`states` times `weight` (in, out) plus `bias`, in single precision."""
        product = self.node("MatMul", [states, self.constant(f"{name}.weight", weight)], f"{name}.product")
        return self.node("Add", [product, self.constant(f"{name}.bias", bias)], name)

    def linear(self, states: str, name: str, weight: Array, bias: Array, size: Array | None = None) -> str:
        """The same in eight bits; `size` is how large each channel of `states` gets."""
        if size is not None:
            scales = smoothing(size, weight)
            states = self.node("Mul", [states, self.constant(f"{name}.smoothing", 1 / scales)], f"{name}.smoothed")
            weight = weight * scales[:, None]
        offset = self.constant(f"{name}.bias", bias)
        matrix, scale = self.quantise(name, weight, 0)
        zero = self.constant(f"{name}.zero", np.zeros(weight.shape[1], np.int8))
        return self.node("DynamicQuantizeMatMul", [states, matrix, scale, zero, offset], name, "com.microsoft")

    def attention(self, states: str, name: str, weight: Array, bias: Array, heads: int, size: Array) -> str:
        """Self-attention with the weights of query, key and value side by side (in, 3 * width)."""
        joint = self.linear(states, f"{name}.qkv", weight, bias, size)
        parts = [f"{name}.{part}" for part in ("query", "key", "value")]
        self.node("Split", [joint], " ".join(parts), axis=-1)
        return self.node("MultiHeadAttention", parts, name, "com.microsoft", num_heads=heads)

    def norm(self, states: str, residual: str, name: str, weight: Array, bias: Array) -> str:
        """The normalised sum of two matrices; the fused operator for it takes ten times as long on a CPU."""
        total = self.node("Add", [states, residual], f"{name}.sum")
        inputs = [total, self.constant(f"{name}.gamma", weight), self.constant(f"{name}.beta", bias)]
        return self.node("LayerNormalization", inputs, name, axis=-1, epsilon=1e-12)

    def rows(self, name: str, table: Array, ids: str) -> str:
        """The rows `ids` of a table."""
        matrix, scale = self.quantise(name, table, 1)
        scale_column = self.constants[-1]
        scale_column.dims.append(1)
        whole = self.node("Cast", [self.node("Gather", [matrix, ids], f"{name}.rows")], f"{name}.real", to=1)
        return self.node("Mul", [whole, self.node("Gather", [scale, ids], f"{name}.scales")], name)


def build(network: ReaderNetwork, sizes: Mapping[str, Array]) -> onnx.ModelProto:
    """The graph: `ids` (1, tokens) in; `spans` (1, tokens, 2) and `window` (1, 2) out, logits as in `ReaderNetwork`.

    `sizes` are those of `activation_sizes`.
    """
    state = {name: tensor.detach().numpy().astype(np.float32) for name, tensor in network.state_dict().items()}
    graph = GraphWriter()

    words = graph.rows("words", state["words.weight"], "ids")
    batch = graph.constant("batch", np.array([0]))
    length = graph.node("Squeeze", [graph.node("Shape", ["ids"], "shape", start=1, end=2), batch], "length")
    steps = [graph.constant("zero", np.array(0)), length, graph.constant("one", np.array(1))]
    places = graph.node("Unsqueeze", [graph.node("Range", steps, "steps"), batch], "places")
    places = graph.rows("positions", state["positions.weight"], places)
    states = graph.norm(words, places, "embedding", state["embedding_norm.weight"], state["embedding_norm.bias"])
    for index in range(network.shape.layers):
        states = _layer(graph, states, index, state, network.shape.attention_heads[index], sizes)

    # the heads are small and decide: they stay in single precision
    graph.precise(states, "spans", state["span_head.weight"].T, state["span_head.bias"])
    mean = graph.node("ReduceMean", [states], "mean", axes=[1], keepdims=0)
    first = graph.node("Gather", [states, graph.constant("first.index", np.array(0))], "first", axis=1)
    both = graph.node("Concat", [first, mean], "both", axis=1)
    hidden = graph.precise(both, "hidden", state["window_hidden.weight"].T, state["window_hidden.bias"])
    hidden = graph.node("Tanh", [hidden], "hidden.tanh")
    graph.precise(hidden, "window", state["window_head.weight"].T, state["window_head.bias"])

    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "kzqa-reader",
            [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "tokens"])],
            [
                helper.make_tensor_value_info("spans", TensorProto.FLOAT, [1, "tokens", 2]),
                helper.make_tensor_value_info("window", TensorProto.FLOAT, [1, 2]),
            ],
            graph.constants,
        ),
        producer_name="kzqa.training.reader_export",
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)],
    )
    model.ir_version = IR_VERSION
    return model


def _layer(
    graph: GraphWriter, states: str, index: int, state: dict[str, Array], heads: int, sizes: Mapping[str, Array]
) -> str:
    def of(name: str) -> tuple[Array, Array]:
        return state[f"layers.{index}.{name}.weight"], state[f"layers.{index}.{name}.bias"]

    def map_of(name: str) -> tuple[Array, Array]:
        weight, bias = of(name)
        return weight.T, bias

    mixed = graph.attention(states, f"{index}.attention", *map_of("qkv"), heads, sizes[f"{index}.qkv"])
    mixed = graph.linear(mixed, f"{index}.output", *map_of("output"))
    states = graph.norm(mixed, states, f"{index}.attention_norm", *of("attention_norm"))
    return graph.norm(_forward(graph, states, index, map_of, sizes), states, f"{index}.norm", *of("norm"))


def _forward(
    graph: GraphWriter,
    states: str,
    index: int,
    map_of: Callable[[str], tuple[Array, Array]],
    sizes: Mapping[str, Array],
) -> str:
    """The two maps with the activation function between them; its few large channels stay in single precision."""
    (inner, inner_bias), (outer, outer_bias) = map_of("inner"), map_of("outer")
    large = outliers(sizes[f"{index}.outer"])
    small = np.setdiff1d(np.arange(len(outer)), large)
    hidden = graph.linear(states, f"{index}.inner", inner[:, small], inner_bias[small], sizes[f"{index}.inner"])
    hidden = graph.node("Gelu", [hidden], f"{index}.gelu", "com.microsoft")
    found = graph.linear(hidden, f"{index}.outer", outer[small], outer_bias)
    precise = graph.precise(states, f"{index}.inner.large", inner[:, large], inner_bias[large])
    precise = graph.node("Gelu", [precise], f"{index}.gelu.large", "com.microsoft")
    weight = graph.constant(f"{index}.outer.large.weight", outer[large])
    precise = graph.node("MatMul", [precise, weight], f"{index}.outer.large")
    return graph.node("Add", [found, precise], f"{index}.forward")


def export(network: ReaderNetwork, path: Path, sizes: Mapping[str, Array]) -> None:
    """Write the ONNX file (see `build`)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(build(network, sizes), path)
