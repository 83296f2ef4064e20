"""Train the reader: from the base and the public question sets to the shipped model, in one command.

    python -m kzqa.training.reader --data DATA --work FOLDER [--gold FILE...] [--out kzqa/answering/reader]

DATA holds `reader-base`, `poquad`, `qa-news`, `news` and `xquad`. FOLDER takes the checkpoints: the same command run
again goes on from the last one. A file named `finish` put into FOLDER ends the run early but in order: the rate falls
to nothing within `cool_down` steps. Everything that is drawn comes from the seed in `reader.toml`. The questions of
the gold files are left out of the training, should one stand in a training set.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import distributed, multiprocessing

from kzqa.answering.reader.decoding import Logits
from kzqa.answering.reader.running import Reader
from kzqa.training.reader_data import QuestionSet, hold_back, read_news, read_squad, without_gold
from kzqa.training.reader_evaluation import evaluate_among, evaluate_given
from kzqa.training.reader_learning import (
    Average,
    Item,
    batched,
    losses,
    optimizer,
    pad,
    prepare,
    schedule,
    set_rate,
)
from kzqa.training.reader_network import ReaderNetwork
from kzqa.training.reader_windows import Group, Index, Place, Sampler, hard_negatives

CONFIG = Path(__file__).with_name("reader.toml")


@dataclass(frozen=True, slots=True)
class Sources:
    """The sets to train on by name, and the parts held back."""

    training: Mapping[str, QuestionSet]
    held_back: Mapping[str, QuestionSet]


def read_sources(data: Path, gold: list[Path], config: Mapping[str, Any]) -> Sources:
    """Every set, the questions on PoQuAD and news split by article."""
    poquad, poquad_held = hold_back(
        without_gold(read_squad(data / "poquad/poquad.json", "poquad"), gold), config["poquad_held_back"]
    )
    news, news_held = hold_back(
        without_gold(read_news(data / "news", data / "qa-news"), gold), config["news_held_back"]
    )
    training = {"poquad": poquad, "news": news}
    for language in config["xquad_languages"]:
        name = f"xquad-{language}"
        training[name] = read_squad(data / f"xquad/{language}.json", name, titles=False)
    return Sources(training, {"poquad": poquad_held, "news": news_held})


def cached_negatives(source: QuestionSet, path: Path) -> list[list[Place]]:
    """The hard negatives of a set's questions, kept in a file: BM25 over every window takes a while."""
    if not path.exists():
        index = Index(source.documents)
        found = [hard_negatives(question, index) for question in source.questions]
        new = path.with_suffix(f".{distributed.get_rank()}")
        new.write_text(json.dumps(found), encoding="utf-8")
        new.replace(path)
    return [[Place(*place) for place in places] for places in json.loads(path.read_text(encoding="utf-8"))]


def torch_reader(tokenizer: Tokenizer, network: ReaderNetwork) -> Reader:
    """The reader as it is at run time, but with the network in torch."""

    def run(rows: Sequence[Sequence[int]]) -> list[tuple[Logits, Logits]]:
        if not rows:
            return []
        network.eval()
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            spans, windows = network(*pad(rows))
        network.train()
        return list(zip(spans.float().numpy(), windows.float().numpy(), strict=True))

    return Reader(tokenizer, run)


class Run:
    """A training run and where it stands."""

    def __init__(self, data: Path, work: Path, gold: list[Path], config: Mapping[str, Any]) -> None:
        self.config, self.work = config, work
        self.learning: Mapping[str, Any] = config["learning"]
        self.sources = read_sources(data, gold, config["data"])
        self.samplers: dict[str, Sampler] = {}
        self.tokenizer = Tokenizer.from_file(str(data / "reader-base/tokenizer.json"))
        torch.manual_seed(config["seed"])
        self.network = ReaderNetwork(dropout=self.learning["dropout"])
        self.network.load_base(data / "reader-base")
        self.optimizer = optimizer(self.network, self.learning)
        self.average = Average(self.network, self.learning["averaging"])
        self.step = 0
        self.place = (0, 0)  # pass, batch
        self.cooling: int | None = None
        self.rank, self.workers = distributed.get_rank(), distributed.get_world_size()

    def groups(self, number: int) -> list[Group]:
        """What pass `number` visits."""
        settings = self.config["passes"][number]
        rng = random.Random(f"{self.config['seed']}/{number}")
        found: list[Group] = []
        for name, negatives in settings["sets"].items():
            if name == "xquad":
                languages = [key for key in self.sources.training if key.startswith("xquad-")]
                groups = [g for key in languages for g in self.sampler(key, negatives).groups(rng)]
                found += rng.sample(groups, int(settings["xquad_share"] * len(groups)))
            else:
                found += self.sampler(name, negatives).groups(rng)
        return found

    def sampler(self, name: str, negatives: float) -> Sampler:
        """The sampler of a set, made once."""
        if name not in self.samplers:
            weight = self.config["losses"]["silence"] if name == "poquad" else 1.0
            source = self.sources.training[name]
            hard = cached_negatives(source, self.work / f"negatives-{name}.json")
            self.samplers[name] = Sampler(source, hard, negatives=negatives, silent_weight=weight)
        self.samplers[name].negatives = negatives
        return self.samplers[name]

    def train(self) -> None:
        """All passes, from where the run stands to the end or to the end of the cooling."""
        for number in range(self.place[0], len(self.config["passes"])):
            generator = torch.Generator().manual_seed(self.config["seed"] + number)
            items = prepare(self.tokenizer, self.groups(number))
            batches = batched(items, self.learning["batch_tokens"], generator)
            batches = batches[self.rank :: self.workers][: len(batches) // self.workers]
            self.report(
                f"pass {number + 1}: {len(items)} questions, {sum(map(len, items))} windows, {len(batches)} steps"
            )
            if not self.run_pass(batches[: self.config["passes"][number].get("steps")], number):
                return
            self.place = (number + 1, 0)
            self.save()

    def run_pass(self, batches: list[list[list[Item]]], number: int) -> bool:
        """The rest of one pass; False when the run was told to finish and has cooled down."""
        sums: dict[str, list[float]] = {}
        before = sum(settings["part"] for settings in self.config["passes"][:number])
        part = self.config["passes"][number]["part"]
        began, tokens = time.monotonic(), 0
        for index in range(self.place[1], len(batches)):
            factor = schedule(before + part * index / len(batches), self.learning["warm_up"])
            if self.cooling is not None:
                left = 1 - (self.step - self.cooling) / self.learning["cool_down"]
                if left <= 0:
                    return False
                factor *= left
            set_rate(self.optimizer, factor)
            found = losses(self.network, batches[index], self.config["losses"])
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
            "step": self.step,
            "place": self.place,
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
        state = torch.load(path, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average.weights = state["average"]
        self.average.steps = state["average_steps"]
        self.step, self.place = state["step"], tuple(state["place"])
        self.report(f"going on at step {self.step}")


def evaluate(reader: Reader, sources: Sources) -> dict[str, dict[str, float]]:
    """Every figure on the held-back parts."""
    return {
        "poquad given the paragraph": evaluate_given(reader, sources.held_back["poquad"]),
        "poquad among all paragraphs": evaluate_among(reader, sources.held_back["poquad"]),
        "news given the article": evaluate_given(reader, sources.held_back["news"]),
        "news among all articles held back": evaluate_among(reader, sources.held_back["news"]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the reader from the base and the public question sets.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the public data")
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints, figures and the model")
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="gold files whose questions are left out")
    parser.add_argument("--config", type=Path, default=CONFIG)
    parser.add_argument("--workers", type=int, default=2, help="processes of one thread each that train together")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    (arguments.work / "meeting").unlink(missing_ok=True)
    multiprocessing.spawn(work, (arguments,), arguments.workers)


def work(rank: int, arguments: argparse.Namespace) -> None:
    """What one of the workers does; the first one also evaluates and exports."""
    # one thread each: threads that wait for one another at every matrix lose most of a busy machine's time
    torch.set_num_threads(1)
    meeting = (arguments.work / "meeting").resolve().as_uri()
    distributed.init_process_group("gloo", init_method=meeting, rank=rank, world_size=arguments.workers)
    config = tomllib.loads(arguments.config.read_text(encoding="utf-8"))
    run = Run(arguments.data, arguments.work, arguments.gold, config)
    run.resume()
    run.train()
    if rank == 0:
        run.average.swap(run.network)
        run.report("training is over")
        torch.save(run.network.state_dict(), arguments.work / "network.pt")
        figures = evaluate(torch_reader(run.tokenizer, run.network), run.sources)
        (arguments.work / "figures.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
        print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
