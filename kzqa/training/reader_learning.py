"""One step of the reader's training: batches of groups, the losses, the rates of the layers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from kzqa.answering.reader.encoding import PAD, Row, encode
from kzqa.training.reader_network import MASKED, ReaderNetwork
from kzqa.training.reader_teacher import Teacher, span_distance, state_distance
from kzqa.training.reader_windows import Example, Group

# Longer rows are cut; the few that are cost as much as many.
TRAINING_POSITIONS = 384


class School(NamedTuple):
    """A teacher, and the pupil's layers whose states are to be like those of the teacher's `STATES`."""

    teacher: Teacher
    layers: list[int]


class Item(NamedTuple):
    """An example ready for the network; `first` and `last` are the answer's tokens in the row, -1 without a mark."""

    row: Row
    example: Example
    first: int
    last: int


def prepare(tokenizer: Tokenizer, groups: Sequence[Group]) -> list[list[Item]]:
    """The groups encoded; an answer that was cut off or falls between tokens loses its mark."""
    found = []
    for group in groups:
        rows = encode(tokenizer, group.question, [example.window for example in group.examples], TRAINING_POSITIONS)
        items = []
        for row, example in zip(rows, group.examples, strict=True):
            first, last = _tokens(row, example.span) if example.span else (-1, -1)
            items.append(Item(row, example, first, last))
        found.append(items)
    return found


def _tokens(row: Row, span: tuple[int, int]) -> tuple[int, int]:
    touched = [i for i, (start, end) in enumerate(row.offsets) if start < span[1] and end > span[0]]
    if not touched or row.offsets[touched[-1]][1] < span[1]:
        return -1, -1
    return row.body + touched[0], row.body + touched[-1]


def batched(groups: Sequence[list[Item]], tokens: int, generator: torch.Generator) -> list[list[list[Item]]]:
    """Batches of about `tokens` padded tokens, of groups of like length, in an order drawn from `generator`."""
    order = _shuffled(len(groups), generator)
    found: list[list[list[Item]]] = []
    for start in range(0, len(order), 320):
        near = sorted(order[start : start + 320], key=lambda i: (longest(groups[i]), i))
        batches = list(filled(near, lambda i: (len(groups[i]), longest(groups[i])), tokens))
        found += ([groups[i] for i in batches[j]] for j in _shuffled(len(batches), generator))
    return found


def _shuffled(number: int, generator: torch.Generator) -> list[int]:
    order: list[int] = torch.randperm(number, generator=generator, device=generator.device).tolist()
    return order


def filled(order: Iterable[int], size: Callable[[int], tuple[int, int]], tokens: int) -> Iterator[list[int]]:
    """Batches of at most `tokens` padded tokens (but at least one item); `size` tells an item's rows and the longest.

    `order` has the items with shorter rows first.
    """
    batch: list[int] = []
    rows = 0
    for index in order:
        more, length = size(index)
        if batch and (rows + more) * length > tokens:
            yield batch
            batch, rows = [], 0
        batch.append(index)
        rows += more
    if batch:
        yield batch


def longest(group: Sequence[Item]) -> int:
    return max(len(item.row.ids) for item in group)


def pad(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """The ids of some rows as one matrix, and the rows' lengths."""
    width = max(map(len, rows))
    return torch.tensor([[*row, *[PAD] * (width - len(row))] for row in rows]), torch.tensor([len(row) for row in rows])


def losses(
    network: ReaderNetwork, batch: Sequence[Sequence[Item]], weights: Mapping[str, float], school: School | None = None
) -> dict[str, Tensor]:
    """The losses of a batch by name; `total` is their weighted sum, to be minimised.

    At school what the teacher makes of the windows is learnt beside what is marked.
    """
    items = [item for group in batch for item in group]
    ids, lengths = pad([item.row.ids for item in items])
    with torch.autocast(ids.device.type, torch.bfloat16):
        states = network.states(ids, lengths)
        spans, windows = network.logits(states[-1], lengths)
    spans, windows = spans.float(), windows.float()
    inside = torch.zeros(ids.shape, dtype=torch.bool)
    for place, item in enumerate(items):
        inside[place, item.row.body : item.row.body + len(item.row.offsets)] = True
    spans = spans.masked_fill(~inside[:, :, None], MASKED)
    found: dict[str, Tensor] = {}

    marked = [place for place, item in enumerate(items) if item.first >= 0]
    if marked:
        logits = spans[marked]
        first = torch.tensor([items[place].first for place in marked])
        last = torch.tensor([items[place].last for place in marked])
        found["span"] = (
            functional.cross_entropy(logits[:, :, 0], first) + functional.cross_entropy(logits[:, :, 1], last)
        ) / 2

    present = torch.tensor([float(item.example.present) for item in items])
    weight = torch.tensor([item.example.weight for item in items])
    found["presence"] = functional.binary_cross_entropy_with_logits(windows[:, 0], present, weight)

    ranked: list[Tensor] = []
    start = 0
    for group in batch:
        if len(group) > 1 and group[0].example.present:
            ranked.append(-windows[start : start + len(group), 0].log_softmax(0)[0])
        start += len(group)
    if ranked:
        found["ranking"] = torch.stack(ranked).mean()

    polar = [(place, item.example.yes) for place, item in enumerate(items) if item.example.yes is not None]
    if polar:
        truth = torch.tensor([float(bool(yes)) for _, yes in polar])
        # by the batch's share of such questions, so that a single one does not weigh as much as the other losses
        scale = len(polar) / len(batch)
        places = [place for place, _ in polar]
        found["polarity"] = scale * functional.binary_cross_entropy_with_logits(windows[places, 1], truth)
    if school:
        lesson = school.teacher.lesson([item.row.ids for item in items])
        found["taught spans"] = span_distance(spans, lesson.spans.masked_fill(~inside[:, :, None], MASKED))
        found["taught presence"] = functional.binary_cross_entropy_with_logits(
            windows[:, 0], lesson.windows[:, 0].sigmoid()
        )
        found["taught states"] = state_distance([states[layer] for layer in school.layers], lesson.states, lengths)
    found["total"] = torch.stack([weights.get(name, 1.0) * loss for name, loss in found.items()]).sum()
    return found


def optimizer(network: ReaderNetwork, settings: Mapping[str, Any]) -> torch.optim.AdamW:
    """AdamW with a rate for each layer; words, positions and the lowest layers stay as they are."""
    frozen = settings["frozen_layers"]
    for module in (network.words, network.positions, network.embedding_norm, *network.layers[:frozen]):
        module.requires_grad_(False)
    layers = len(network.layers)
    groups = [
        {"params": list(layer.parameters()), "base": settings["rate"] * settings["layer_decay"] ** (layers - 1 - index)}
        for index, layer in enumerate(network.layers)
        if index >= frozen
    ]
    heads = [network.span_head, network.window_hidden, network.window_head]
    groups.append({"params": [p for head in heads for p in head.parameters()], "base": settings["head_rate"]})
    return torch.optim.AdamW(groups, lr=settings["rate"], weight_decay=settings["weight_decay"], fused=True)


def set_rate(optimizer: torch.optim.Optimizer, factor: float) -> None:
    """Every group's rate as a share of its highest."""
    for group in optimizer.param_groups:
        group["lr"] = factor * group["base"]


def schedule(progress: float, warm_up: float) -> float:
    """The share of the highest rate at `progress` (0 to 1): up in a line, then down in a line to nothing."""
    if progress < warm_up:
        return progress / warm_up
    return max(0.0, (1 - progress) / (1 - warm_up))


class Average:
    """A running mean of the weights that learn, which wander less than the weights themselves."""

    def __init__(self, network: ReaderNetwork, decay: float) -> None:
        self.decay = decay
        self.steps = 0
        self.weights = [p.detach().clone() for p in _learning(network)]

    def update(self, network: ReaderNetwork) -> None:
        """Count the weights of one more step in; the early ones are forgotten faster."""
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        current = [p.detach() for p in _learning(network)]
        torch._foreach_lerp_(self.weights, current, 1 - decay)

    def swap(self, network: ReaderNetwork) -> None:
        """Exchange the mean and the weights; twice is nothing."""
        for mean, parameter in zip(self.weights, _learning(network), strict=True):
            held = parameter.detach().clone()
            parameter.data.copy_(mean)
            mean.copy_(held)


class Ends:
    """The mean of the weights that cycles of the rate end with (Izmailov et al., Averaging weights leads to wider
    optima and better generalization, 2018)."""

    def __init__(self, weights: Sequence[Tensor] = (), total: float = 0.0) -> None:
        """`weights` are the sums so far, `total` that of the shares."""
        self.weights, self.total = list(weights), total

    def add(self, weights: Sequence[Tensor], share: float) -> None:
        """Count the weights at the end of a cycle in by their share."""
        if share:
            sums = self.weights or [torch.zeros_like(tensor) for tensor in weights]
            self.weights = [total + share * tensor for total, tensor in zip(sums, weights, strict=True)]
            self.total += share

    def mean(self) -> list[Tensor]:
        """The mean of what was counted in."""
        return [tensor / self.total for tensor in self.weights]


def _learning(network: ReaderNetwork) -> Iterator[torch.nn.Parameter]:
    return (p for p in network.parameters() if p.requires_grad)
