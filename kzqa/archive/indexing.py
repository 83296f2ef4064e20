"""Index runs: files into an archive, only what is new, on all cores, in transactions that each leave it whole."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kzqa.archive.codec import storable
from kzqa.archive.lock import WAIT_SECONDS
from kzqa.archive.parts import joined
from kzqa.archive.provenance import Provenance, provenance
from kzqa.archive.settle import settle
from kzqa.archive.workers import Failure, Result, annotated
from kzqa.archive.writer import Writer, fingerprint
from kzqa.errors import ArchiveError, ReadingError
from kzqa.model import AnnotatedArticle, Article
from kzqa.reading import Source, UniqueIds, sources

_BATCH_ARTICLES = 200
_BATCH_SECONDS = 5.0


class Refusal(NamedTuple):
    """A file, or an article in it, that could not be indexed."""

    path: str
    reason: str


class Notice(NamedTuple):
    """What was wrong with an article that was taken all the same, a broken date for one."""

    path: str
    reason: str


class Duplicate(NamedTuple):
    """A source with the same text as an article that another source, `of`, has brought in."""

    path: str
    of: str


class Progress(NamedTuple):
    """How far a run is. `bytes_total` is None where it cannot be known (standard input)."""

    files: int
    articles: int
    words: int
    seconds: float
    bytes_done: int
    bytes_total: int | None


@dataclass
class Report:
    """What an index run did, in articles; `words` and `seconds` speak of the articles that were annotated."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    refused: list[Refusal] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    warnings: list[Notice] = field(default_factory=list)
    words: int = 0
    seconds: float = 0.0


class _Finished(NamedTuple):
    """In the stream of articles, the end of a file. `whole`: nothing in it was refused."""

    source: Source
    paths: tuple[str, ...]
    whole: bool


def index(
    paths: Iterable[str | Path],
    archive: str | Path,
    *,
    encoding: str | None = None,
    jobs: int | None = None,
    prune: bool = False,
    pipeline: str | None = None,
    progress: Callable[[Progress], None] | None = None,
    wait: float = WAIT_SECONDS,
) -> Report:
    """Bring articles into an archive, which is created where there is none, and report.

    `jobs` is the number of processes (all cores where None), `prune` removes articles of files that are gone,
    `pipeline` names a spaCy pipeline in place of the shipped one (an archive remembers its own). What is done stays
    when the run is interrupted, and the next one goes on from there. Raises ArchiveError, PipelineError, OptionError.
    """
    with Writer(Path(archive), wait=wait) as writer:
        report = _Run(writer, _chosen(writer, pipeline), progress).run(
            list(paths), encoding, jobs or os.cpu_count() or 1, prune
        )
    if writer.set_aside is not None:
        reason = f"archiwum miało stary format i powstało od nowa; poprzednie leży jako {writer.set_aside.name}"
        report.warnings.insert(0, Notice(str(archive), reason))
    return report


def _chosen(writer: Writer, pipeline: str | None) -> Provenance:
    """The pipeline of this run: the one asked for or, in an archive that has one, its own."""
    own = writer.meta("pipeline")
    if pipeline is None and isinstance(own, str):
        return provenance(own)
    chosen = provenance(pipeline)
    if isinstance(own, str) and own != chosen.name:
        raise ArchiveError(
            f"Archiwum {writer.path} powstało z potokiem {own}: pomiń --pipeline albo podaj w --index inny plik."
        )
    return chosen


class _Run:
    def __init__(self, writer: Writer, pipeline: Provenance, progress: Callable[[Progress], None] | None) -> None:
        self._writer = writer
        self._pipeline = pipeline
        self._identity = "\t".join(pipeline)
        self._progress = progress
        self._report = Report()
        self._ids = UniqueIds(writer.has_name)
        self._seen: set[str] = set()
        self._files: set[str] = set()
        self._began = time.monotonic()
        self._bytes_done = 0
        self._bytes_total: int | None = None
        self._halfway = False  # in the middle of writing, while articles are read

    def run(self, paths: list[str | Path], encoding: str | None, jobs: int, prune: bool) -> Report:
        if self._progress is not None and "-" not in map(str, paths):
            found = sources(paths, encoding=encoding)
            self._bytes_total = sum(source.size or 0 for source in found if isinstance(source, Source))
        with self._writer.batch():
            self._writer.set_meta(self._pipeline.meta())
        stream = annotated(self._articles(sources(paths, encoding=encoding)), self._pipeline.option, jobs)
        interrupted = None
        while interrupted is None:
            with self._writer.batch():
                more, interrupted = self._batch(stream)
            if not more:
                break
        if interrupted is not None:
            raise interrupted
        if prune:
            self._prune()
        settle(self._writer)
        self._report.seconds = time.monotonic() - self._began
        return self._report

    def _batch(self, stream: Iterator[tuple[object, Iterator[Result]]]) -> tuple[bool, KeyboardInterrupt | None]:
        """Write the next articles; an interruption while waiting for one keeps those that are written."""
        until = time.monotonic() + _BATCH_SECONDS
        for _ in range(_BATCH_ARTICLES):
            try:
                item, results = next(stream)
            except StopIteration:
                return False, None
            except KeyboardInterrupt as interruption:
                if self._halfway:
                    raise
                return False, interruption
            if isinstance(item, Article):
                self._write(item, results)
            elif isinstance(item, _Finished):
                self._finish(item)
            if time.monotonic() > until:
                break
        return True, None

    # Reading: what of the sources has to be annotated

    def _articles(self, found: Iterable[Source | ReadingError]) -> Iterator[Article | _Finished]:
        for source in found:
            if isinstance(source, ReadingError):
                self._refuse(source)
            elif storable(source.path) not in self._files:
                self._files.add(storable(source.path))
                unchanged = self._writer.unchanged(source, self._identity)
                if unchanged is not None:
                    self._report.unchanged += unchanged
                    self._bytes_done += source.size or 0
                    self._tell()
                else:
                    yield from self._articles_of(source)

    def _articles_of(self, source: Source) -> Iterator[Article | _Finished]:
        paths, whole = [], True
        for article in source.articles():
            if isinstance(article, ReadingError):
                paths.append(storable(article.path))
                self._refuse(article)
                whole = False
            elif article.path not in self._seen:
                self._seen.add(article.path)
                paths.append(storable(article.path))
                self._report.warnings.extend(Notice(article.path, warning) for warning in article.warnings)
                if not self._is_held(article):
                    yield article
        yield _Finished(source, tuple(paths), whole)

    def _is_held(self, article: Article) -> bool:
        """Whether the archive holds the article already, under this path or, which is made known to it, another."""
        mark = fingerprint(article, self._identity)
        held = self._writer.source(article.path)
        if held is not None and held[1] == mark:
            self._report.unchanged += 1
            return True
        return self._attach(article, mark)

    def _attach(self, article: Article, mark: bytes) -> bool:
        holder = self._writer.holder(mark)
        if holder is None:
            return False
        self._halfway = True
        self._writer.attach(article.path, article.digest, holder)
        self._halfway = False
        self._report.duplicates.append(Duplicate(article.path, self._writer.path_of(holder)))
        return True

    def _refuse(self, error: ReadingError) -> None:
        self._report.refused.append(Refusal(error.path, error.reason))

    # Writing

    def _write(self, article: Article, results: Iterator[Result]) -> None:
        mark = fingerprint(article, self._identity)
        if self._attach(article, mark):  # the same text came twice, and its twin was annotated first
            return
        failures: list[Failure] = []
        before = self._writer.source(article.path)
        name = self._writer.kept_name(article) or self._ids.unique(article.id)
        self._writer.add(name, article, joined(self._whole(results, failures)), mark)
        if failures:
            self._writer.detach(article.path)
            self._report.refused.append(Refusal(article.path, failures[0].reason))
        elif before is None:
            self._report.added += 1
        else:
            self._report.updated += 1

    def _whole(self, results: Iterator[Result], failures: list[Failure]) -> Iterator[AnnotatedArticle]:
        """The annotated parts of an article; those that could not be annotated are put aside."""
        for result in results:
            if isinstance(result, Failure):
                failures.append(result)
            else:
                self._report.words += sum(len(sentence.tokens) for sentence in result.sentences)
                yield result

    def _finish(self, finished: _Finished) -> None:
        """A file has been read to its end: what it held before and does not any more goes."""
        source = finished.source
        self._report.removed += self._writer.finish_file(
            source, self._identity if finished.whole else "", finished.paths
        )
        self._bytes_done += source.size or 0
        self._tell()

    def _prune(self) -> None:
        with self._writer.batch():
            for file, path, location in self._writer.files():
                if path not in self._files and not Path(location).exists():
                    self._report.removed += self._writer.remove_file(file)

    def _tell(self) -> None:
        if self._progress is not None:
            report = self._report
            done = report.added + report.updated + report.unchanged
            seconds = time.monotonic() - self._began
            self._progress(Progress(len(self._files), done, report.words, seconds, self._bytes_done, self._bytes_total))
