"""What indexing costs beyond the bare pipeline, and what a second process gains.

    python tests/benchmarks/indexing_speed.py FOLDER_OR_FILE... [--articles 200] [--jobs 2] [--rounds 2]

Beyond the pipeline: words a second of processor time, `nlp.pipe` alone over the blocks of some articles, then an index
run of the same articles in the same process (reading, names, dates, quotes, writing and settling). More processes:
words a second of wall time of `kzqa index`, from its start to its end, with one job and with several. Each is the best
of some rounds, which take turns, so that a machine that is busy for a while does not favour one of them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kzqa.archive.indexing import index
from kzqa.archive.workers import one_thread
from kzqa.model import Article
from kzqa.reading import read

if TYPE_CHECKING:
    from spacy.language import Language

BATCH = 64


def taken(paths: list[Path], number: int) -> list[Article]:
    """The first articles of the sources; those that cannot be read are left out."""
    return list(islice((article for article in read(paths) if isinstance(article, Article)), number))


def saved(articles: list[Article], folder: Path) -> Path:
    """A file with the articles alone, so that both ways read the same."""
    path = folder / "articles.jsonl"
    lines = ({"id": article.id, "date": article.date, "text": article.text} for article in articles)
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return path


def pipe_alone(nlp: Language, articles: list[Article]) -> float:
    """Words a second of processor time of the pipeline over all blocks."""
    texts = [article.text[block.start : block.end] for article in articles for block in article.blocks]
    begin = time.process_time()
    words = sum(len(doc) for doc in nlp.pipe(texts, batch_size=BATCH))
    return words / (time.process_time() - begin)


def whole_run(source: Path, archive: Path) -> float:
    """Words a second of processor time of an index run in this process."""
    archive.unlink(missing_ok=True)
    begin = time.process_time()
    report = index([source], archive, jobs=1)
    return report.words / (time.process_time() - begin)


def command(source: Path, archive: Path, jobs: int) -> float:
    """Words a second of wall time of the command."""
    archive.unlink(missing_ok=True)
    call = [sys.executable, "-m", "kzqa", "index", str(source), "--index", str(archive), "--jobs", str(jobs), "--json"]
    begin = time.perf_counter()
    ran = subprocess.run(call, capture_output=True, text=True, check=True)
    return float(json.loads(ran.stdout)["words"]) / (time.perf_counter() - begin)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path, nargs="+")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=2, help="1: leave the comparison of processes out")
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    articles = taken(options.sources, options.articles)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        source, archive = saved(articles, folder), folder / "a.kzqa"
        with one_thread():  # as in an index run; waiting threads would count as the pipeline's time
            from kzqa.language.pipeline import load

            nlp = load()
        pipe_alone(nlp, articles[:5])
        index([saved(articles[:5], folder)], archive, jobs=1)  # loads what a process loads once
        source = saved(articles, folder)
        rounds = [(pipe_alone(nlp, articles), whole_run(source, archive)) for _ in range(options.rounds)]
        pipe, whole = (max(figures) for figures in zip(*rounds, strict=True))
        print(
            f"nlp.pipe {pipe:,.0f} words/s, index {whole:,.0f}: {pipe / whole - 1:.0%} beyond the pipeline", flush=True
        )
        if options.jobs > 1:
            turns = [[command(source, archive, jobs) for jobs in (1, options.jobs)] for _ in range(options.rounds)]
            one, more = (max(figures) for figures in zip(*turns, strict=True))
            print(f"1 job {one:,.0f} words/s, {options.jobs} jobs {more:,.0f}: {more / one:.2f} times as fast")


if __name__ == "__main__":
    main()
