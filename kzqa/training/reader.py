"""Train the reader: from the base and the public question sets to the model that kzqa ships, in one command.

    python -m kzqa.training.reader --data DATA --work FOLDER [--gold FILE...]

DATA holds `reader-base`, `poquad`, `qa-news`, `news` and `xquad`. FOLDER takes the checkpoints: the same command run
again goes on from the last one. A file named `finish` put into FOLDER ends the run early but in order: the rate falls
to nothing within `cool_down` steps. Everything that is drawn comes from the seed in `reader.toml`. The questions of
the gold files are left out of the training, should one stand in a training set. Where torch finds a GPU, the workers
share it. In the end FOLDER/model holds what belongs into kzqa/answering/reader, and the figures are printed, of full
precision and of eight bits.
"""

from __future__ import annotations

import argparse
import json
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
from kzqa.answering.reader.shipped import load_network
from kzqa.training.reader_data import (
    QuestionSet,
    hold_back,
    news_files,
    pairs_files,
    poquad_files,
    read_news,
    read_squad,
    with_questions,
    without_gold,
)
from kzqa.training.reader_evaluation import evaluate_among, evaluate_given
from kzqa.training.reader_learning import pad
from kzqa.training.reader_network import ReaderNetwork
from kzqa.training.reader_run import Run

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
    poquad = without_gold(with_questions(poquad, poquad_files()), gold)
    news, news_held = hold_back(
        without_gold(read_news(data / "news", news_files(data)), gold), config["news_held_back"]
    )
    pairs = read_squad(data / "poquad/questions.json", "pairs").apart_from(poquad_held)
    pairs = with_questions(pairs, pairs_files())
    training = {"poquad": poquad, "news": news, "pairs": without_gold(pairs, gold)}
    for language in config["xquad_languages"]:
        name = f"xquad-{language}"
        training[name] = read_squad(data / f"xquad/{language}.json", name, titles=False)
    return Sources(training, {"poquad": poquad_held, "news": news_held})


def torch_reader(tokenizer: Tokenizer, network: ReaderNetwork) -> Reader:
    """The reader as it is at run time, but with the network in torch, in single precision."""

    def run(rows: Sequence[Sequence[int]]) -> list[tuple[Logits, Logits]]:
        if not rows:
            return []
        network.eval()
        with torch.inference_mode():
            spans, windows = network(*pad(rows))
        network.train()
        return list(zip(spans.float().cpu().numpy(), windows.float().cpu().numpy(), strict=True))

    return Reader(tokenizer, run)


def evaluate(reader: Reader, sources: Sources, *, among: bool = True) -> dict[str, dict[str, float]]:
    """The figures on the held-back parts, given the document and, if wanted, `among` all of them."""
    poquad, news = sources.held_back["poquad"], sources.held_back["news"]
    figures = {
        "poquad given the paragraph": evaluate_given(reader, poquad),
        "news given the article": evaluate_given(reader, news),
    }
    if among:
        figures["poquad among all paragraphs"] = evaluate_among(reader, poquad)
        figures["news among all articles held back"] = evaluate_among(reader, news)
    return figures


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Train the reader from the base and the public question sets.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the public data")
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints, figures and the model")
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="gold files whose questions are left out")
    parser.add_argument("--config", type=Path, default=CONFIG, help="by default the one that made the shipped model")
    parser.add_argument("--workers", type=int, default=2, help="processes of one thread each that train together")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    (arguments.work / "meeting").unlink(missing_ok=True)
    multiprocessing.spawn(work, (arguments,), arguments.workers)


def work(rank: int, arguments: argparse.Namespace) -> None:
    """What one of the workers does; the first one also exports and evaluates."""
    # one thread each: threads that wait for one another at every matrix lose most of a busy machine's time
    torch.set_num_threads(1)
    torch.set_default_device("cuda" if torch.cuda.is_available() else "cpu")
    meeting = (arguments.work / "meeting").resolve().as_uri()
    distributed.init_process_group("gloo", init_method=meeting, rank=rank, world_size=arguments.workers)
    config = tomllib.loads(arguments.config.read_text(encoding="utf-8"))
    base = arguments.data / "reader-base"
    sources = read_sources(arguments.data, arguments.gold, config["data"])
    run = Run(base, arguments.work, sources.training, config)
    run.resume()
    run.train()
    if rank == 0:
        run.finish()
        folder = arguments.work / "model"
        run.ship(folder)
        figures = {
            "eight bits": evaluate(Reader(run.tokenizer, load_network(folder)), sources),
            "full precision": evaluate(torch_reader(run.tokenizer, run.network), sources, among=False),
        }
        (arguments.work / "figures.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
        print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
