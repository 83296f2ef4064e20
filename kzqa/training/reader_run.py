"""A run of the reader's training: its passes over the sets, shared by workers of one thread each, with checkpoints.

The workers learn on batches of their own and every few steps go on from the mean of their weights, so that on a machine
with other things to do none waits for the other at every matrix. They are on torch's default device, a core or a GPU.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

import torch
from tokenizers import Tokenizer
from torch import distributed

from kzqa.answering.reader.shipped import TOKENIZER
from kzqa.training.reader_data import QuestionSet
from kzqa.training.reader_learning import (
    Average,
    Ends,
    Item,
    School,
    batched,
    losses,
    optimizer,
    prepare,
    schedule,
    set_rate,
)
from kzqa.training.reader_network import ReaderNetwork
from kzqa.training.reader_shipping import ship
from kzqa.training.reader_slimming import Kept, chosen, slimmed, worth
from kzqa.training.reader_teacher import STATES, Teacher
from kzqa.training.reader_windows import Group, Index, Place, Sampler, hard_negatives


def cached_negatives(source: QuestionSet, path: Path) -> list[list[Place]]:
    """The hard negatives of a set's questions, kept in a file: BM25 over every window takes a while."""
    if not path.exists():
        index = Index(source.documents)
        found = [hard_negatives(question, index) for question in source.questions]
        new = path.with_suffix(f".{distributed.get_rank()}")
        new.write_text(json.dumps(found), encoding="utf-8")
        new.replace(path)
    return [[Place(*place) for place in places] for places in json.loads(path.read_text(encoding="utf-8"))]


class Pass(NamedTuple):
    """A pass: the settings of the cycle it belongs to and its own, and the part of the cycle that is done before it."""

    cycle: Mapping[str, Any]
    settings: Mapping[str, Any]
    before: float


def passes(cycles: Sequence[Mapping[str, Any]]) -> list[Pass]:
    """All passes of the cycles, in order."""
    found = []
    for cycle in cycles:
        before = 0.0
        for settings in cycle["passes"]:
            found.append(Pass(cycle, settings, before))
            before += settings["part"]
    return found


class Run:
    """A training run and where it stands."""

    def __init__(self, base: Path, work: Path, sources: Mapping[str, QuestionSet], config: Mapping[str, Any]) -> None:
        self.config, self.base, self.work, self.sources = config, base, work, sources
        self.learning: Mapping[str, Any] = config["learning"]
        self.passes = passes(config["cycles"])
        self.samplers: dict[str, Sampler] = {}
        self.tokenizer = Tokenizer.from_file(str(base / TOKENIZER))
        torch.manual_seed(config["seed"])
        self.network = ReaderNetwork(dropout=self.learning["dropout"])
        self.network.load_base(base)
        self.optimizer = optimizer(self.network, self.learning)
        self.average = Average(self.network, self.learning["averaging"])
        self.kept: list[Kept] | None = None  # what slimming left
        self.school: School | None = None
        self.step = 0
        self.place = (0, 0)  # pass, batch
        self.ends = Ends()
        self.cooling: int | None = None
        self.rank, self.workers = distributed.get_rank(), distributed.get_world_size()

    def groups(self, number: int) -> list[Group]:
        """What pass `number` visits."""
        settings = self.passes[number].settings
        rng = random.Random(f"{self.config['seed']}/{number}")
        found: list[Group] = []
        for name, negatives in settings["sets"].items():
            parts = [key for key in self.sources if key == name or key.startswith(f"{name}-")]
            groups = [group for key in parts for group in self.sampler(key, number, negatives).groups(rng)]
            share = settings.get("shares", {}).get(name)
            found += groups if share is None else rng.sample(groups, int(share * len(groups)))
        return found

    def sampler(self, name: str, number: int, negatives: float) -> Sampler:
        """The sampler of a set, made once, as pass `number` wants it."""
        if name not in self.samplers:
            source = self.sources[name]
            hard = cached_negatives(source, self.work / f"negatives-{name}.json")
            spoiling = self.config["spoiling"]
            self.samplers[name] = Sampler(source, hard, negatives=negatives, **spoiling)
        self.samplers[name].negatives = negatives
        self.samplers[name].silent_weight = self.passes[number].cycle["silence"] if name == "poquad" else 1.0
        return self.samplers[name]

    def train(self) -> None:
        """All passes, from where the run stands to the end or to the end of the cooling."""
        for number in range(self.place[0], len(self.passes)):
            settings = self.passes[number].settings
            generator = torch.Generator("cpu").manual_seed(self.config["seed"] + number)
            items = prepare(self.tokenizer, self.groups(number))
            batches = batched(items, self.learning["batch_tokens"], generator)
            batches = batches[self.rank :: self.workers][: len(batches) // self.workers]
            self.report(
                f"pass {number + 1}: {len(items)} questions, {sum(map(len, items))} windows, {len(batches)} steps"
            )
            if self.passes[number].cycle["slims"] and self.kept is None:
                self.slim(self.weighed(batches))
            whole = self.run_pass(batches[: settings.get("steps")], number)
            if whole:
                self.place = (number + 1, 0)
                cycle = self.passes[number].cycle
                if number + 1 == len(self.passes) or self.passes[number + 1].cycle is not cycle:
                    self.ends.add(self.average.weights, cycle["share"])
            self.save()
            if not whole:
                return

    def run_pass(self, batches: list[list[list[Item]]], number: int) -> bool:
        """The rest of one pass; False when the run was told to finish and has cooled down."""
        sums: dict[str, list[float]] = {}
        cycle, settings, before = self.passes[number]
        school = self.school if cycle["taught"] else None
        began, tokens = time.monotonic(), 0
        for index in range(self.place[1], len(batches)):
            progress = before + settings["part"] * index / len(batches)
            factor = cycle["height"] * schedule(progress, self.learning["warm_up"])
            if self.cooling is not None:
                left = 1 - (self.step - self.cooling) / self.learning["cool_down"]
                if left <= 0:
                    return False
                factor *= left
            set_rate(self.optimizer, factor)
            found = losses(self.network, batches[index], self.config["losses"], school)
            found["total"].backward()
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self.optimizer.step()
            self.optimizer.zero_grad()
            self.step += 1
            if self.step % self.learning["meeting_steps"] == 0:
                self.meet()
            self.place = (number, index + 1)
            tokens += sum(len(item.row.ids) for group in batches[index] for item in group)
            for name, loss in found.items():
                sums.setdefault(name, []).append(loss.item())
            if self.step % 10 == 0:
                means = ", ".join(f"{name} {sum(values) / len(values):.3f}" for name, values in sums.items())
                speed = tokens / (time.monotonic() - began)
                self.report(
                    f"step {self.step} ({index + 1}/{len(batches)}), rate {factor:.2f}, {speed:.0f} tokens/s: {means}"
                )
                sums = {}
            if self.step % self.learning["checkpoint_steps"] == 0:
                self.save()
        return True

    def weighed(self, batches: list[list[list[Item]]]) -> list[Kept]:
        """What slimming leaves of the network, by some batches of all workers. As it was, it becomes the teacher."""
        self.average.swap(self.network)
        if self.rank == 0 and not (self.work / "teacher").exists():
            self.ship(self.work / "teacher")
        distributed.barrier()
        self.network.eval().requires_grad_(True)
        some = batches[: self.config["slimming"]["batches"]]
        found = worth(self.network, (losses(self.network, batch, self.config["losses"])["total"] for batch in some))
        for values in (*found.heads, *found.neurons):
            distributed.all_reduce(values)
        return chosen(found, self.config["slimming"]["share"])

    def slim(self, kept: list[Kept]) -> None:
        """Go on with what is kept of the network, and with a teacher."""
        self.kept = kept
        self.network = slimmed(self.network, kept).train()
        self.learning = {**self.learning, **self.config["slimming"]}
        self.optimizer = optimizer(self.network, self.learning)
        self.average = Average(self.network, self.learning["averaging"])
        left = [index for index, units in enumerate(kept) if len(units.heads)]
        teacher = Teacher(self.work / "teacher", self.network.shape.width)
        # behind a layer that is gone stands what the one below it has made
        self.school = School(teacher, [sum(index <= layer for index in left) - 1 for layer in STATES])
        self.report(f"slimmed to {self.network.shape.attention_heads} heads, {self.network.shape.inner} inner neurons")

    def finish(self) -> None:
        """The network takes the weights that ship: the mean of the cycles' ends, else the running one."""
        if self.ends.total:
            self.average.weights = self.ends.mean()
        self.average.swap(self.network)

    def ship(self, folder: Path) -> None:
        """Write the reader as it stands."""
        with torch.device("cpu"):
            ship(deepcopy(self.network).to("cpu"), self.base / TOKENIZER, folder, self.sources["poquad"])

    def meet(self) -> None:
        """Every worker goes on from the mean of all workers' weights; hear whether the run is to finish."""
        learning = [p.data for p in self.network.parameters() if p.requires_grad]
        told = torch.tensor([float((self.work / "finish").exists())])
        together = torch.cat([told, *(weights.flatten() for weights in learning)])
        distributed.all_reduce(together)
        together /= self.workers
        at = 1
        for weights in learning:
            weights.copy_(together[at : at + weights.numel()].view_as(weights))
            at += weights.numel()
        self.average.update(self.network)
        if self.cooling is None and together[0] > 0:
            self.cooling = self.step

    def report(self, line: str) -> None:
        """A line for whoever watches, also kept in the log."""
        if self.rank == 0:
            print(time.strftime("%H:%M:%S"), line, flush=True)

    def save(self) -> None:
        """A checkpoint; the old one stays until the new one is whole."""
        state = {
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "average": self.average.weights,
            "average_steps": self.average.steps,
            "ends": (self.ends.weights, self.ends.total),
            "step": self.step,
            "place": self.place,
            "kept": None if self.kept is None else [tuple(units) for units in self.kept],
        }
        path = self.checkpoint()
        torch.save(state, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)

    def checkpoint(self) -> Path:
        """Each worker has its own."""
        return self.work / f"checkpoint-{self.rank}.pt"

    def resume(self) -> None:
        """Go on from the checkpoint, where there is one."""
        path = self.checkpoint()
        if not path.exists():
            return
        state = torch.load(path, map_location=torch.get_default_device(), weights_only=True)
        if state["kept"] is not None:
            self.slim([Kept(*units) for units in state["kept"]])
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average.weights = state["average"]
        self.average.steps = state["average_steps"]
        self.ends = Ends(*state["ends"])
        self.step, self.place = state["step"], tuple(state["place"])
        self.report(f"going on at step {self.step}")
