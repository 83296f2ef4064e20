"""The short answer: the best candidate of the best sentences, its value as data, and which sentences say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kzqa.answering.candidates import Candidate, Evidence, Span, candidates
from kzqa.answering.overlap import token_f1
from kzqa.answering.polarity import affirms
from kzqa.answering.question import Question
from kzqa.answering.ranking import Scored
from kzqa.answering.weights import Weights, score

_SEARCHED = 5  # so many of the best sentences are searched for a short answer
_SAME = 0.8  # token F1 from which two answers say the same


@dataclass(frozen=True, slots=True)
class Chosen:
    """The answer chosen, with its sentence.

    `features` are the candidate's, empty for tak or nie and where the sentence itself is the answer. `total` is the
    score of sentence and candidate together, `margin` how far it lies above the best one that says something else.
    `agreeing` are other sentences that give the same answer, best first.
    """

    scored: Scored
    answer: str
    source: str
    value: Mapping[str, object] | None
    start: int
    end: int
    features: Mapping[str, float]
    total: float
    margin: float
    agreeing: tuple[Scored, ...] = ()


def evidence(scored: Scored, spans: Sequence[Span] = ()) -> Evidence:
    """A ranked sentence as the search for short answers reads it."""
    sentence = scored.sentence
    matched = {
        index: scored.matched[token.start - sentence.start][1]
        for index, token in enumerate(sentence.tokens)
        if token.start - sentence.start in scored.matched
    }
    return Evidence(
        sentence.text,
        sentence.start,
        sentence.tokens,
        scored.mentions,
        scored.dates,
        scored.quotes,
        matched,
        tuple(spans),
    )


def choose(question: Question, ranked: Sequence[Scored], model: Weights) -> Chosen | None:
    """The best answer over the best sentences; None where there is no sentence. `ranked` is ordered, best first."""
    if not ranked:
        return None
    if question.expects == "polarity":
        return _polar(question, ranked)
    options = [
        (scored.score + score(candidate.features, model.answer), rank, scored, candidate)
        for rank, scored in enumerate(ranked[:_SEARCHED])
        for candidate in candidates(question, evidence(scored, scored.spans))
    ]
    if not options:
        return _whole(ranked)
    options.sort(key=lambda option: (-option[0], option[1], option[3].start, option[3].end))
    total, _, scored, best = options[0]
    same: dict[int, Scored] = {}
    other = None
    for value, _, rival, candidate in options[1:]:
        if token_f1(candidate.answer, best.answer) >= _SAME:
            if rival is not scored:
                same.setdefault(rival.sentence.rowid, rival)
        elif other is None:
            other = value
    margin = total - other if other is not None else total
    return Chosen(
        scored, best.answer, best.source, _value(best, scored), best.start, best.end, best.features, total, margin,
        tuple(same.values()),
    )  # fmt: skip


def _value(candidate: Candidate, scored: Scored) -> Mapping[str, object] | None:
    if candidate.value is not None:
        return candidate.value
    for mention in scored.mentions:
        if (mention.start, mention.end) == (candidate.start, candidate.end) and mention.role:
            return {"role": mention.role}
    return None


def _polar(question: Question, ranked: Sequence[Scored]) -> Chosen:
    best = ranked[0]
    found = evidence(best)
    answer = "tak" if affirms(question, found.tokens, found.matched) else "nie"
    margin = best.score - ranked[1].score if len(ranked) > 1 else best.score
    sentence = best.sentence
    return Chosen(best, answer, "polarity", {"polarity": answer}, sentence.start, sentence.end, {}, best.score, margin)


def _whole(ranked: Sequence[Scored]) -> Chosen:
    best = ranked[0]
    margin = best.score - ranked[1].score if len(ranked) > 1 else best.score
    sentence = best.sentence
    return Chosen(best, sentence.text, "sentence", None, sentence.start, sentence.end, {}, best.score, margin)
