"""What the reader is worth on questions with known answers: exact match, token F1, right sentence, silence."""

from __future__ import annotations

import math
import string
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from kzqa.answering.reader.decoding import Reading, Span
from kzqa.answering.reader.running import Reader
from kzqa.answering.windows import CHARACTERS, SHARED
from kzqa.training.reader_data import Document, Question, QuestionSet
from kzqa.training.reader_windows import Index, Place, covering, cut, places

# How many of BM25's best windows the reader ranks when the paragraph is not given, and how much of BM25's score counts.
CANDIDATES = 12
BM25_SHARE = 0.2
# How much the span's own certainty counts beside the presence of the answer when windows are ranked.
SPAN_SHARE = 0.3


class Found(NamedTuple):
    """The best answer to a question: its document and offsets there; how likely any window holds one; tak or nie."""

    document: str
    start: int
    end: int
    present: float
    yes: float


def words(text: str) -> list[str]:
    """Lower-case words without punctuation, as SQuAD's measure takes them (Polish has no articles to leave out)."""
    marks = set(string.punctuation + "„”“’‘–—…«»")
    return "".join(" " if character in marks else character for character in text.casefold()).split()


def token_f1(predicted: str, gold: str) -> float:
    """The harmonic mean of precision and recall over the words of two answers."""
    left, right = Counter(words(predicted)), Counter(words(gold))
    common = sum((left & right).values())
    return 2 * common / (sum(left.values()) + sum(right.values())) if common else 0.0


def best_threshold_f1(scores: Sequence[float], silent: Sequence[bool]) -> tuple[float, float]:
    """The best F1 of "no answer here" over all thresholds on the presence, and that threshold."""
    order = sorted(zip(scores, silent, strict=True))
    total, hits, best = sum(silent), 0, (0.0, -math.inf)
    for place, (score, truth) in enumerate(order, 1):
        hits += truth
        best = max(best, (2 * hits / (place + total), score))
    return best


class Candidates(NamedTuple):
    """Windows that a question may be answered in: the place of each, BM25's score of it, what the reader made of it."""

    places: list[Place]
    scores: list[float]
    offsets: list[int]
    readings: list[Reading]

    def best(self, present: float = 1.0, bm25: float = 0.0) -> Found:
        """The best span, by the reader's and BM25's scores in these shares."""
        best = max(
            range(len(self.places)),
            key=lambda i: (
                present * (self.readings[i].present + SPAN_SHARE * _top(self.readings[i].spans).score)
                + bm25 * self.scores[i]
            ),
        )
        span, offset, reading = _top(self.readings[best].spans), self.offsets[best], self.readings[best]
        most = max(reading.present for reading in self.readings)
        return Found(self.places[best].document, offset + span.start, offset + span.end, most, reading.yes)


def candidates(
    reader: Reader, question: str, documents: dict[str, Document], scored: Sequence[tuple[Place, float]]
) -> Candidates:
    """Read the windows at some places."""
    cuts = [cut(documents[place.document], place.first, place.last) for place, _ in scored]
    readings = reader.read(question, [window for window, _ in cuts])
    return Candidates(
        [place for place, _ in scored], [score for _, score in scored], [offset for _, offset in cuts], readings
    )


def _top(spans: Sequence[Span]) -> Span:
    return spans[0] if spans else Span(0, 0, -20.0)


def in_document(reader: Reader, question: Question, document: Document) -> Found:
    """The best answer where the document is given."""
    own = [(place, 0.0) for place in places(document, CHARACTERS, overlap=SHARED)]
    return candidates(reader, question.text, {document.id: document}, own).best()


def evaluate_given(reader: Reader, source: QuestionSet) -> dict[str, float]:
    """Given the document: EM, F1, right sentence over the answerable with a span; tak / nie; silence."""
    totals: dict[str, list[float]] = {"em": [], "f1": [], "sentence": [], "yes_no": []}
    presence: list[float] = []
    for question in source.questions:
        document = source.documents[question.document]
        found = in_document(reader, question, document)
        presence.append(found.present)
        if not question.answerable or question.span is None:
            continue
        predicted, gold = document.text[found.start : found.end], document.text[slice(*question.span)]
        totals["em"].append(float(words(predicted) == words(gold)))
        totals["f1"].append(token_f1(predicted, gold))
        first, last = covering(document, question.span)
        totals["sentence"].append(float(first <= covering(document, (found.start, found.end))[0] <= last))
        if question.yes is not None:
            totals["yes_no"].append(float((found.yes > 0.5) == question.yes))
    silent = [not question.answerable for question in source.questions]
    figures = {name: sum(values) / max(len(values), 1) for name, values in totals.items()}
    figures["silence_f1"], figures["silence_threshold"] = best_threshold_f1(presence, silent)
    figures["silence_share"] = sum(silent) / max(len(silent), 1)
    return figures


def evaluate_among(reader: Reader, source: QuestionSet) -> dict[str, float]:
    """Among all documents of the set: the right sentence by BM25 alone, the reader alone and both.

    BM25 alone takes the reader's best span in BM25's best window; `reach` tells how often the right sentence is among
    the windows that are read.
    """
    index = Index(source.documents, CHARACTERS, overlap=SHARED)
    ways = {"bm25": (0.0, 1.0), "reader": (1.0, 0.0), "both": (1.0, BM25_SHARE)}
    right: dict[str, list[float]] = {"reach": [], **{name: [] for name in ways}}
    for question in source.questions:
        if not question.answerable or question.span is None:
            continue
        first, last = covering(source.documents[question.document], question.span)
        found = candidates(reader, question.text, source.documents, index.best(question.text, CANDIDATES))
        reached = [p.document == question.document and p.first <= last and first <= p.last for p in found.places]
        right["reach"].append(float(any(reached)))
        for name, shares in ways.items():
            best = found.best(*shares)
            sentence = covering(source.documents[best.document], (best.start, best.end))[0]
            right[name].append(float(best.document == question.document and first <= sentence <= last))
    return {name: sum(values) / max(len(values), 1) for name, values in right.items()}
