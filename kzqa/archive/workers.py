"""Annotates a stream of articles on several processes, in order and with bounded memory."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple

from kzqa.archive.parts import Part, parts, restore
from kzqa.errors import ArchiveError
from kzqa.model import AnnotatedArticle, Article

if TYPE_CHECKING:
    from spacy.language import Language

TASK_CHARACTERS = 30_000
"""A batch of the pipeline. Of several processes each takes half as much at once, so that at the end none is idle for
long."""
TASK_ITEMS = 64
_AHEAD = 3  # tasks per process that wait or run

_COLLECTED = (50_000, 20, 20)
"""Python's thresholds for collecting cycles while articles are annotated. Hardly any arise, and looking for them among
all that a pipeline remembers took a tenth of the time."""


class Failure(NamedTuple):
    """An article that the pipeline could not annotate."""

    reason: str


Result = AnnotatedArticle | Failure
Item = Article | object
"""Articles are annotated; whatever else is in the stream passes through in its place."""

VOCABULARY = 100_000
"""Strings that a pipeline may gather: some 60 MB. spaCy forgets none, and a long run meets millions, so that then it is
loaded anew."""


class _Loaded(NamedTuple):
    """A pipeline, and how many strings it had at first."""

    nlp: Language
    strings: int


_pipelines: dict[str | None, _Loaded] = {}


def annotated(items: Iterable[Item], pipeline: str | None, jobs: int) -> Iterator[tuple[Item, Iterator[Result]]]:
    """Each item in order, an article with its annotated parts, which have to be taken before the next item.

    Raises PipelineError where the pipeline cannot be loaded, ArchiveError where a process was killed.
    """
    if jobs <= 1:
        run = _here(_tasks(items, TASK_CHARACTERS), pipeline)
    else:
        run = _elsewhere(_tasks(items, TASK_CHARACTERS // 2), pipeline, jobs)
    results = _flat(run)
    for item, last, result in results:
        if result is None:
            yield item, iter(())
            continue
        rest = _rest(results, last, result)
        yield item, rest
        for _ in rest:  # what the caller left
            pass


class _Entry(NamedTuple):
    """An item of the stream, or one part of an article; `last` tells that no part follows."""

    item: Item
    part: Part | None
    last: bool


_Task = list[_Entry]


def _tasks(items: Iterable[Item], most: int) -> Iterator[_Task]:
    """The stream in tasks of about `most` characters: worth sending, and small enough to wait in memory."""
    task: _Task = []
    characters = 0
    for item in items:
        if isinstance(item, Article):
            found = list(parts(item))
            for number, part in enumerate(found, 1):
                task.append(_Entry(item, part, number == len(found)))
                characters += len(part.article.text)
                if characters >= most:
                    yield task
                    task, characters = [], 0
        else:
            task.append(_Entry(item, None, True))
        if len(task) >= TASK_ITEMS:
            yield task
            task, characters = [], 0
    yield task


def _flat(done: Iterable[tuple[_Task, list[Result]]]) -> Iterator[tuple[Item, bool, Result | None]]:
    for task, results in done:
        waiting = iter(results)
        for entry in task:
            yield entry.item, entry.last, None if entry.part is None else next(waiting)


def _rest(results: Iterator[tuple[Item, bool, Result | None]], last: bool, result: Result | None) -> Iterator[Result]:
    while True:
        if result is not None:
            yield result
        if last:
            return
        _, last, result = next(results)


def _here(tasks: Iterable[_Task], pipeline: str | None) -> Iterator[tuple[_Task, list[Result]]]:
    before = gc.get_threshold()
    gc.set_threshold(*_COLLECTED)
    try:
        for task in tasks:
            yield task, annotate_parts(_articles(task), pipeline)
    finally:
        gc.set_threshold(*before)


def _elsewhere(tasks: Iterator[_Task], pipeline: str | None, jobs: int) -> Iterator[tuple[_Task, list[Result]]]:
    before = set(active_children())
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _start_process)  # starts none until needed
    waiting: deque[tuple[_Task, Future[list[Result]] | None]] = deque()
    try:
        for task in tasks:
            found = _articles(task)
            with _uninterrupted():
                future = pool.submit(annotate_parts, found, pipeline) if found else None
            waiting.append((task, future))
            while waiting and (waiting[0][1] is None or len(waiting) >= jobs * _AHEAD):
                yield _taken(*waiting.popleft())
        while waiting:
            yield _taken(*waiting.popleft())
    except BrokenProcessPool as error:
        raise ArchiveError(
            "Proces, który opisuje artykuły, został przerwany (może zabrakło pamięci): uruchom polecenie jeszcze raz"
            " z mniejszym --jobs; to, co gotowe, zostaje."
        ) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(active_children()) - before:
            process.terminate()


def _taken(task: _Task, future: Future[list[Result]] | None) -> tuple[_Task, list[Result]]:
    return task, [] if future is None else future.result()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold interrupts back while processes are started, which then are deaf to them from their first moment on."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_process() -> None:
    """Leave interrupts to the parent, end with it (whoever was killed cannot end its processes), seldom collect."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*_COLLECTED)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def one_thread() -> Iterator[None]:
    """What is imported within computes on one thread.

    numpy would take a thread for every core, where it is not loaded yet: on the small matrices of a pipeline they cost
    half as much processor time again, gain next to nothing, and stand in the way of the other processes.
    """
    limits = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "BLIS")}
    added = {name: limit for name, limit in limits.items() if name not in os.environ}
    os.environ.update(added)
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]


def _articles(task: _Task) -> list[Part]:
    return [entry.part for entry in task if entry.part is not None]


def _pipeline(name: str | None) -> Language:
    """The pipeline that this process keeps."""
    with one_thread():
        from kzqa.language.pipeline import load

    loaded = _pipelines.get(name)
    if loaded is not None and len(loaded.nlp.vocab.strings) > loaded.strings + VOCABULARY:
        del _pipelines[name], loaded  # the old one has to be gone before the new one comes
        gc.collect()
        loaded = None
    if loaded is None:
        with one_thread():  # a pipeline of somebody else's may bring libraries of its own
            nlp = load(name)
        loaded = _pipelines[name] = _Loaded(nlp, len(nlp.vocab.strings))
    return loaded.nlp


def annotate_parts(found: list[Part], pipeline: str | None) -> list[Result]:
    """Annotate parts, with offsets in their whole articles; one that the pipeline fails on is a Failure."""
    if not found:
        return []
    nlp = _pipeline(pipeline)
    from kzqa.language.pipeline import annotate

    try:
        done = list(annotate([part.article for part in found], nlp))
        return [restore(annotation, part.offset) for annotation, part in zip(done, found, strict=True)]
    except Exception as error:  # whatever a pipeline of somebody else's may raise
        if len(found) == 1:
            return [Failure(f"potok językowy nie poradził sobie z tekstem ({type(error).__name__}: {error})")]
        return [result for part in found for result in annotate_parts([part], pipeline)]
