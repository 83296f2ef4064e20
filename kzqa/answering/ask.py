"""A question in, an answer with cited sentences out; the way from one to the other in one place."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kzqa.answering import confidence
from kzqa.answering.answer import Chosen, choose
from kzqa.answering.matching import Matching, match
from kzqa.answering.question import Question, understand
from kzqa.answering.ranking import Scored, gather
from kzqa.answering.reading import read, reader
from kzqa.answering.weights import Weights, probability, score, weights
from kzqa.errors import QuestionError
from kzqa.model import Answer, Citation

if TYPE_CHECKING:
    from kzqa.answering.reader import Reader
    from kzqa.archive import Archive, Filters

LONGEST = 2_000
"""Characters of a question beyond which it is none."""
_PASSAGES = 25
# "Co powiedział X?": whose words they are decides. Too few training questions name a speaker for weights to learn it.
_SPEAKER = 1.5
_SHOWN = 5  # sentences that `explain` tells of


class ExplainedWord(NamedTuple):
    """A word of the question: its form, what it was taken for, its weight, and the index terms that meet it."""

    form: str
    kind: str
    weight: float
    terms: Mapping[str, float]


class ExplainedSentence(NamedTuple):
    """One of the best sentences: its citation id and text, its score, and the features that made it."""

    citation: str
    text: str
    score: float
    features: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Explanation:
    """How an answer came about."""

    type: str
    expects: str
    target: str | None
    words: tuple[ExplainedWord, ...]
    mended: Mapping[str, str]
    sentences: tuple[ExplainedSentence, ...]
    confidence: float
    threshold: float


@dataclass(frozen=True, slots=True)
class Found:
    """All that led to an answer: `ranked` are the sentences, best first."""

    question: Question
    matching: Matching
    ranked: Sequence[Scored]
    chosen: Chosen | None
    confidence: float
    model: Weights


def ask(
    question: str,
    archive: Archive,
    *,
    limit: int = 3,
    where: Filters | None = None,
    min_confidence: float | None = None,
    fast: bool = False,
) -> Answer:
    """Answer one question from the articles of the archive that `where` lets through.

    At most `limit` sentences are cited, or named as related where there is no answer. An answer whose confidence is
    under `min_confidence` (by default the trained threshold) is not given. `fast` leaves the neural reader out. Raises
    QuestionError for a text that is no question, ArchiveError where the archive cannot be read.
    """
    begun = time.perf_counter()
    text = checked(question)
    with archive.snapshot():
        found = find(text, archive, where=where, fast=fast)
        threshold = found.model.threshold if min_confidence is None else min_confidence
        return answer(found, question, threshold=threshold, limit=limit, begun=begun)


def answer(found: Found, question: str, *, threshold: float, limit: int, begun: float) -> Answer:
    """What was found as an answer, given from the confidence `threshold` on; `begun` is when the clock started."""
    chosen = found.chosen if found.confidence >= threshold else None
    citations = tuple(_citations(found, limit))
    return Answer(
        question=question,
        answered=chosen is not None,
        answer=chosen.answer if chosen else None,
        type=found.question.type,
        confidence=round(found.confidence, 3),
        value=chosen.value if chosen else None,
        citations=citations if chosen else (),
        related=() if chosen else citations,
        elapsed_ms=round((time.perf_counter() - begun) * 1000, 1),
    )


def explain(question: str, archive: Archive, *, where: Filters | None = None, fast: bool = False) -> Explanation:
    """How `ask` comes to its answer: the analysis of the question and what made the best sentences the best."""
    with archive.snapshot():
        found = find(checked(question), archive, where=where, fast=fast)
    words = tuple(
        ExplainedWord(
            word.form,
            word.kind,
            round(weight, 3),
            {
                term: match.degree
                for term, matches in sorted(found.matching.terms.items())
                for match in matches
                if match.word == index
            },
        )
        for index, (word, weight) in enumerate(zip(found.question.words, found.matching.weights, strict=True))
        if weight
    )
    sentences = tuple(
        ExplainedSentence(s.sentence.citation, s.sentence.text, round(s.score, 3), s.features)
        for s in found.ranked[:_SHOWN]
    )
    return Explanation(
        found.question.type,
        found.question.expects,
        found.question.target,
        words,
        found.matching.mended,
        sentences,
        round(found.confidence, 3),
        found.model.threshold,
    )


def checked(question: str) -> str:
    """The question without control characters. Raises QuestionError where nothing that can be asked is left."""
    text = " ".join("".join(char if char.isprintable() else " " for char in question).split())
    if len(text) > LONGEST:
        raise QuestionError(f"Pytanie ma {len(text)} znaków: skróć je do najwyżej {LONGEST}.")
    if not any(char.isalnum() for char in text):
        raise QuestionError("Pytanie jest puste: zapytaj słowami, na przykład „Kto jest prezydentem Rosji?”.")
    return text


def find(
    text: str,
    archive: Archive,
    *,
    where: Filters | None = None,
    fast: bool = False,
    model: Weights | None = None,
    own: Reader | None = None,
) -> Found:
    """Everything that `ask` decides on; `model` and `own` stand in for the shipped weights and reader in training."""
    from kzqa.archive import Filters

    own = None if fast else own or reader()
    model = model or weights(reader=own is not None)
    question = understand(text)
    matching = match(question, archive.lexicon, archive.statistics.passages)
    query = matching.query
    hits = archive.retrieve(query, limit=_PASSAGES, where=where or Filters()) if query else []
    passages = archive.passages([hit.passage_id for hit in hits])
    sentences = gather(archive, matching, hits, passages)
    if own is not None and sentences:
        read(own, archive, matching, sentences)
    for scored in sentences:
        scored.score = score(scored.features, model.sentence) + _SPEAKER * scored.features.get("speaker", 0.0)
    ranked = sorted(sentences, key=lambda scored: (-scored.score, scored.sentence.rowid))
    chosen = choose(question, ranked, model, matching.weights)
    sure = _confidence(question, matching, ranked, chosen, model, read=own is not None) if chosen else 0.0
    return Found(question, matching, ranked, chosen, sure, model)


def _confidence(
    question: Question, matching: Matching, ranked: Sequence[Scored], chosen: Chosen, model: Weights, *, read: bool
) -> float:
    sure = probability(confidence.features(question, matching, ranked, chosen, read=read), model.confidence)
    return min(sure, confidence.UNFIT) if confidence.unfit(question, matching, chosen) else sure


def _citations(found: Found, limit: int) -> list[Citation]:
    """The sentence of the answer, then those that agree with it, then the next best."""
    chosen = found.chosen
    first = [chosen.scored, *chosen.agreeing] if chosen else []
    order = {scored.sentence.rowid: scored for scored in [*first[:1], *first[1:limit], *found.ranked]}
    return [_citation(scored, chosen) for scored in list(order.values())[:limit]]


def _citation(scored: Scored, chosen: Chosen | None) -> Citation:
    sentence, article = scored.sentence, scored.article
    spans = {(start, end) for start, (end, _) in scored.matched.items()}
    if chosen and chosen.scored is scored and chosen.source not in ("sentence", "polarity"):
        low, high = max(chosen.start, sentence.start), min(chosen.end, sentence.end)
        spans.add((low - sentence.start, high - sentence.start))
    return Citation(
        id=sentence.citation,
        article=article.id,
        path=article.path,
        title=article.title,
        date=article.date,
        url=article.url,
        paragraph=sentence.paragraph,
        sentence=sentence.number,
        start=sentence.start,
        end=sentence.end,
        text=sentence.text,
        highlights=_merged(spans),
        score=round(scored.score, 3),
    )


def _merged(spans: set[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)
