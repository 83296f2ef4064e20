"""What the reader is worth on questions with known answers: exact match, token F1, right sentence, silence."""

from __future__ import annotations

import math
import string
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from kzqa.answering.reader.decoding import Span
from kzqa.answering.reader.running import Reader
from kzqa.training.reader_data import Document, Question, QuestionSet
from kzqa.training.reader_windows import Index, Place, covering, cut, runs

# A paragraph is read in windows of this many characters that share a sentence.
PARAGRAPH_CHARACTERS = 900
# How many of BM25's best windows the reader ranks when the paragraph is not given, and how much of BM25's score counts.
CANDIDATES = 15
BM25_SHARE = 0.1
# How much the span's own certainty counts beside the presence of the answer when windows are ranked.
SPAN_SHARE = 0.3


class Found(NamedTuple):
    """The best answer to a question: its document, offsets there, the span's and the presence's scores."""

    document: str
    start: int
    end: int
    span: float
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


def find(reader: Reader, question: str, documents: dict[str, Document], places: Sequence[tuple[Place, float]]) -> Found:
    """The best span over some windows, each with a score of its own that is added."""
    cuts = [cut(documents[run.document], run.first, run.last) for run, _ in places]
    readings = reader.read(question, [window for window, _ in cuts])
    best = max(
        range(len(places)),
        key=lambda i: readings[i].present + SPAN_SHARE * _top(readings[i].spans).score + places[i][1],
    )
    span, offset = _top(readings[best].spans), cuts[best][1]
    present = max(reading.present for reading in readings)
    document = places[best][0].document
    return Found(document, offset + span.start, offset + span.end, span.score, present, readings[best].yes)


def _top(spans: Sequence[Span]) -> Span:
    return spans[0] if spans else Span(0, 0, -20.0)


def in_document(reader: Reader, question: Question, document: Document) -> Found:
    """The best answer where the document is given."""
    places = [(run, 0.0) for run in runs(document, PARAGRAPH_CHARACTERS, overlap=1)]
    return find(reader, question.text, {document.id: document}, places)


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
    """Among all documents of the set: the right sentence by the reader, by BM25's best window, and within reach."""
    index = Index(source.documents, overlap=1)
    right: dict[str, list[float]] = {"reader": [], "reader_bm25": [], "bm25_window": [], "bm25_reach": []}
    for question in source.questions:
        if not question.answerable or question.span is None:
            continue
        first, last = covering(source.documents[question.document], question.span)
        places = index.best(question.text, CANDIDATES)

        def holds(run: Place, question: Question = question, first: int = first, last: int = last) -> bool:
            return run.document == question.document and run.first <= last and first <= run.last

        right["bm25_window"].append(float(holds(places[0][0])))
        right["bm25_reach"].append(float(any(holds(run) for run, _ in places)))
        for name, share in (("reader", 0.0), ("reader_bm25", BM25_SHARE)):
            found = find(reader, question.text, source.documents, [(run, share * score) for run, score in places])
            sentence = covering(source.documents[found.document], (found.start, found.end))[0]
            right[name].append(float(found.document == question.document and first <= sentence <= last))
    return {name: sum(values) / max(len(values), 1) for name, values in right.items()}
