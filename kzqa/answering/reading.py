"""What the neural reader makes of the best passages, brought to their sentences.

Where the reader cannot run (onnxruntime is missing, its model is damaged) kzqa answers without it and says so once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from kzqa.answering.evidence import Span
from kzqa.answering.ranking import Scored
from kzqa.answering.windows import best_windows
from kzqa.errors import PipelineError

if TYPE_CHECKING:
    from kzqa.answering.matching import Matching
    from kzqa.answering.reader import Reader
    from kzqa.archive import Archive

READ = 12
"""So many windows of the best passages are read."""
_SPAN = 0.3  # what the logarithm of a span's probability counts for beside the window's
_FARTHEST = -12.0  # the least that a logarithm of a probability counts for


@cache
def reader() -> Reader | None:
    """The shipped reader, None where it cannot run; the reason is logged once."""
    from kzqa.answering.reader import Reader

    try:
        return Reader.load()
    except PipelineError as error:
        import logging  # what no other part of an answer needs

        logging.getLogger("kzqa").warning("%s", error)
        return None


def read(model: Reader, archive: Archive, matching: Matching, sentences: Sequence[Scored]) -> None:
    """Give the sentences what the reader says of the windows that hold them.

    `sentences` are those of the passages that were found, in the order of the archive. Features: `present` (the
    probability that the answer is in the window), `presence` (that over the best window's), `span` (the best span that
    begins in the sentence, its joint probability over the best of all) and `pointed` (1 for the sentence of that best
    span). The spans themselves become `Scored.spans`, with the logarithm of the same ratio. What it says of tak and nie
    is not used: on news it was no better than chance.
    """
    from kzqa.answering.reader import Window

    windows = best_windows(sentences, matching.weights, READ)
    # the title alone, as in its training: with the passage's heading it reads worse
    readings = model.read(
        matching.question.text, [Window(one[0].article.title or "", _text(archive, one)) for one in windows]
    )
    best_present = max((reading.present for reading in readings), default=0.0)
    spans: dict[int, dict[tuple[int, int], float]] = {}
    presents: dict[int, float] = {}
    for window, reading in zip(windows, readings, strict=True):
        start = window[0].sentence.start
        known = spans.setdefault(window[0].article.rowid, {})
        for span in reading.spans:
            key = (start + span.start, start + span.end)
            joint = _SPAN * span.score + reading.present - best_present
            known[key] = max(joint, known.get(key, -math.inf))
        for scored in window:
            rowid = scored.sentence.rowid
            presents[rowid] = max(reading.present, presents.get(rowid, -math.inf))
    top = max((score for known in spans.values() for score in known.values()), default=0.0)
    for scored in sentences:
        present = presents.get(scored.sentence.rowid)
        if present is None:
            continue
        low, high = scored.sentence.start, scored.sentence.end
        found = [
            Span(start, min(end, high), max(score - top, _FARTHEST))
            for (start, end), score in spans[scored.article.rowid].items()
            if low <= start < high
        ]
        scored.spans = tuple(sorted(found, key=lambda span: (-span.score, span.start, span.end)))
        best = scored.spans[0].score if scored.spans else _FARTHEST
        scored.features |= {
            "read": 1.0,
            "present": 1 / (1 + math.exp(-present)),
            "presence": max(present - best_present, _FARTHEST) / -_FARTHEST,
            "span": math.exp(best),
            "span distance": best / -_FARTHEST,
            "pointed": float(best == 0.0),
        }


def _text(archive: Archive, window: Sequence[Scored]) -> str:
    return archive.text(window[0].article, window[0].sentence.start, window[-1].sentence.end)
