"""What the neural reader makes of the best passages, brought to their sentences.

Where the reader cannot run (onnxruntime is missing, its model is damaged) kzqa answers without it and says so once.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from kzqa.answering.evidence import Span
from kzqa.answering.ranking import Scored
from kzqa.errors import PipelineError

if TYPE_CHECKING:
    from kzqa.answering.reader import Reader
    from kzqa.archive import ArticleInfo, Passage

READ = 12
"""So many of the best passages are read."""
_FARTHEST = -12.0  # the least that a logarithm of a probability counts for


@cache
def reader() -> Reader | None:
    """The shipped reader, None where it cannot run; the reason is logged once."""
    from kzqa.answering.reader import Reader

    try:
        return Reader.load()
    except PipelineError as error:
        logging.getLogger("kzqa").warning("%s", error)
        return None


def read(
    model: Reader,
    question: str,
    passages: Sequence[Passage],
    articles: Sequence[ArticleInfo | None],
    sentences: Sequence[Scored],
) -> None:
    """Give the sentences what the reader says of the passages that hold them.

    Features: `present` (the probability that the answer is in the passage), `presence` (that over the best passage's),
    `span` (the best span that begins in the sentence, its probability times the passage's, over the best of all) and
    `pointed` (1 for the sentence of that best span). The spans themselves become `Scored.spans`, with the logarithm of
    the same ratio. What it says of tak and nie is not used: on news it was no better than chance.
    """
    from kzqa.answering.reader import Window

    windows = []
    for passage, article in zip(passages[:READ], articles, strict=False):
        # the title alone, as in its training: with the passage's heading it reads worse
        windows.append(Window((article.title if article else None) or "", passage.text))
    readings = model.read(question, windows)
    best_present = max((reading.present for reading in readings), default=0.0)
    spans: dict[int, dict[tuple[int, int], float]] = {}
    for passage, reading in zip(passages, readings, strict=False):
        for span in reading.spans:
            key = (passage.start + span.start, passage.start + span.end)
            joint = span.score + reading.present - best_present
            known = spans.setdefault(passage.article, {})
            known[key] = max(joint, known.get(key, -math.inf))
    top = max((score for known in spans.values() for score in known.values()), default=0.0)
    for scored in sentences:
        own = [readings[index] for index in scored.passages if index < len(readings)]
        present = max((reading.present for reading in own), default=None)
        if present is None:
            continue
        low, high = scored.sentence.start, scored.sentence.end
        found = [
            Span(start, min(end, high), max(score - top, _FARTHEST))
            for (start, end), score in spans.get(scored.article.rowid, {}).items()
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
