"""How archives scale: build time, size, cold and warm questions, memory, beside rank_bm25 alone. Prints Markdown rows.

    python tests/benchmarks/archive_scale.py 1000 10000 100000 1000000 [--folder FOLDER [--build]]

Building takes most of the time: with `--folder`, archives are kept, and those that are there are measured as they are;
`--build` builds them and measures nothing, so that a later run can measure while nothing else runs.

Passages come from `generated_articles` and go straight through the archive's writer. A cold question is a process of
its own that runs `kzqa ask`, from its start to its end; each is asked of the archive and of the seeds in turn, and the
ratio is that of the two medians. A warm one is asked in a process that has asked before. Figures for rank_bm25 are of
its index over the same passages: a process that loads it (pickled) and asks one question. Memory is resident, at most;
building is processor time, without that of making the passages.
"""

from __future__ import annotations

import argparse
import json
import pickle
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from generated_articles import Generator

from kzqa.answering.ask import ask
from kzqa.archive import Archive
from kzqa.archive.settle import settle
from kzqa.archive.writer import Writer, fingerprint

ARTICLES_PER_BATCH = 100
LARGEST_FOR_RANK_BM25 = 100_000
QUESTIONS = [
    "Kto jest rzecznikiem MSZ Kazachstanu?",
    "Kiedy Tokajew odmówił przyjęcia orderu?",
    "Ile osób uciekło z Rosji do Kazachstanu?",
    "Co powiedział prezydent o granicy z Rosją?",
    "Dlaczego ambasador Ukrainy w Kazachstanie został wydalony?",
    "Gdzie spotkali się prezydenci Rosji i Kazachstanu w tym roku?",
    "Jak to jest, że on już tego nie zrobił i nie będzie?",  # nothing but very frequent words
]
HEADER = (
    "passages", "build s", "MB", "size / text",
    "cold --fast ms (most)", "to seeds", "MB", "cold with reader ms (most)", "to seeds", "MB",
    "warm --fast ms (p95)", "rank_bm25 alone ms", "MB",
)  # fmt: skip

MEMORY = """
def memory():
    try:  # ru_maxrss would count what this process was before it became Python
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    except OSError:
        import resource
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
"""
COLD = f"""
import atexit, sys
{MEMORY}
atexit.register(lambda: print(memory(), file=sys.stderr))
from kzqa.cli.main import main
main()
"""
RANK_BM25 = f"""
import pickle, sys
{MEMORY}
from rank_bm25 import BM25Okapi
with open(sys.argv[1], "rb") as file:
    index = pickle.load(file)
index.get_scores(sys.argv[2].split())
print(memory(), file=sys.stderr)
"""


class Cold(NamedTuple):
    """Median and greatest time (ms), its ratio to the seeds', and the greatest memory (MB) of any question."""

    median: float
    most: float
    ratio: float
    memory: float


def built(path: Path, passages: int) -> tuple[float, int]:
    """What `build` returned for the archive in a file, which is built where it is not there."""
    figures = path.with_suffix(".json")  # written last: without it, the archive is not whole
    if not figures.exists():
        path.unlink(missing_ok=True)
        figures.write_text(json.dumps(build(path, passages)), encoding="utf-8")
    seconds, size = json.loads(figures.read_text(encoding="utf-8"))
    return float(seconds), int(size)


def build(path: Path, passages: int) -> tuple[float, int]:
    """Write an archive of about so many passages; returns the writer's seconds of processor time and bytes of text."""
    articles = Generator().articles()
    seconds, size, written = 0.0, 0, 0
    with Writer(path) as writer:
        while written < passages:
            some = list(islice(articles, min(ARTICLES_PER_BATCH, 1 + (passages - written) // 6)))
            size += sum(len(one.article.text.encode()) for one in some)
            begin = time.process_time()
            with writer.batch():
                for one in some:
                    writer.add(one.article.id, one.article, (one,), fingerprint(one.article, ""))
            written = int(str(writer.meta("passages")))
            seconds += time.process_time() - begin
        begin = time.process_time()
        settle(writer)
        seconds += time.process_time() - begin
    return seconds, size


def call(code: str, *arguments: str) -> tuple[float, float]:
    """Milliseconds and megabytes of a process."""
    begin = time.perf_counter()
    ran = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True)
    milliseconds = (time.perf_counter() - begin) * 1000
    if ran.returncode not in (0, 1):  # 1: no answer was found
        raise RuntimeError(ran.stderr)
    return milliseconds, float(ran.stderr.split()[-1])


def cold(path: Path, *options: str) -> Cold:
    """Every question as a process, asked of the archive and of the seeds."""
    index = ("--index", str(path))
    call(COLD, "ask", QUESTIONS[0], *options, *index)  # what the system has to read once
    here, seeds = [], []
    for question in QUESTIONS:
        here.append(call(COLD, "ask", question, *options, *index))
        seeds.append(call(COLD, "ask", question, *options)[0])
    times = [time for time, _ in here]
    median = statistics.median(times)
    return Cold(median, max(times), median / statistics.median(seeds), max(memory for _, memory in here))


def warm(path: Path) -> tuple[float, float]:
    """Median and 95th percentile (ms) of a question in a process that has asked before."""
    times = []
    with Archive.open(path) as archive:
        for question in QUESTIONS * 6:
            begin = time.perf_counter()
            ask(question, archive, fast=True)
            times.append((time.perf_counter() - begin) * 1000)
    times = sorted(times[len(QUESTIONS) :])
    return statistics.median(times), times[int(len(times) * 0.95)]


def rank_bm25_alone(path: Path) -> tuple[float, float]:
    """Milliseconds and megabytes of loading a pickled index of rank_bm25 and asking one question."""
    from rank_bm25 import BM25Okapi

    with Archive.open(path) as archive:
        corpus = [
            list(archive.lexicon.sequence(passage.text))
            for info in archive.articles()
            for passage in archive.passages(range(info.first_passage, info.last_passage + 1))
        ]
        question = " ".join(archive.lexicon.sequence(QUESTIONS[1]))
    pickled = path.with_suffix(".pickle")
    with pickled.open("wb") as file:
        pickle.dump(BM25Okapi(corpus), file)
    del corpus
    measured = call(RANK_BM25, str(pickled), question)
    pickled.unlink()
    return measured


def row(path: Path, passages: int) -> list[str]:
    """Measure an archive of about so many passages."""
    seconds, text = built(path, passages)
    size = path.stat().st_size
    fast, reader = cold(path, "--fast"), cold(path)
    median, slow = warm(path)
    alone = [f"{figure:,.0f}" for figure in rank_bm25_alone(path)] if passages <= LARGEST_FOR_RANK_BM25 else ["–", "–"]
    found = [f"{passages:,}", f"{seconds:,.1f}", f"{size / 1e6:,.1f}", f"{size / text:.2f}"]
    for one in (fast, reader):
        found += [f"{one.median:.0f} ({one.most:.0f})", f"{one.ratio:.2f}", f"{one.memory:.0f}"]
    return [*found, f"{median:.1f} ({slow:.1f})", *alone]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("passages", type=int, nargs="+")
    parser.add_argument("--folder", type=Path, default=None, help="keep the archives here, and measure those that are")
    parser.add_argument("--build", action="store_true", help="build the archives and measure nothing")
    options = parser.parse_args()
    Archive.seeds().close()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        if options.build:
            for passages in options.passages:
                print(f"{passages:,} passages: {built(folder / f'{passages}.kzqa', passages)[0]:,.0f} s", flush=True)
            print(f"The writer took {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most.")
            return
        print(f"| {' | '.join(HEADER)} |\n|{'---:|' * len(HEADER)}", flush=True)
        for passages in options.passages:
            print(f"| {' | '.join(row(folder / f'{passages}.kzqa', passages))} |", flush=True)


if __name__ == "__main__":
    main()
