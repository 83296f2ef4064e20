"""Brings an archive to a version of its articles; the test of crashes runs it as a process and kills it.

Usage: crashing_writer.py ARCHIVE VERSION
"""

from __future__ import annotations

import sys
from pathlib import Path

from archive_material import annotated, generated

from kzqa.archive.settle import settle
from kzqa.archive.writer import Writer, fingerprint
from kzqa.model import Article

ARTICLES = 40
BATCH = 4


def articles(version: int) -> list[Article]:
    """Version after version, a third of the articles has another text and every tenth is missing."""
    texts = [generated(ARTICLES, seed) for seed in (version // 3, (version + 1) // 3, (version + 2) // 3)]
    return [texts[number % 3][number] for number in range(ARTICLES) if (number + version) % 10]


def bring(path: Path, version: int) -> None:
    wanted = {source.path: source for source in articles(version)}
    with Writer(path) as writer:
        held = {row[0] for row in writer.connection.execute("SELECT path FROM source")}
        for vanished in sorted(held - wanted.keys()):
            with writer.batch():
                writer.detach(vanished)
        waiting = list(wanted.values())
        for begin in range(0, len(waiting), BATCH):
            with writer.batch():
                for source in waiting[begin : begin + BATCH]:
                    mark = fingerprint(source, "")
                    before = writer.source(source.path)
                    if before is None or before[1] != mark:
                        writer.add(source.id, source, (annotated(source),), mark)
        settle(writer)


if __name__ == "__main__":
    bring(Path(sys.argv[1]), int(sys.argv[2]))
