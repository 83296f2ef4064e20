"""The short answer: the best candidate of the best sentences, its value as data, and which sentences say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kzqa.answering.agreement import Option, agree, contradiction
from kzqa.answering.candidates import Candidate, candidates
from kzqa.answering.edges import tidy
from kzqa.answering.evidence import Evidence, Span
from kzqa.answering.polarity import affirms
from kzqa.answering.question import Question
from kzqa.answering.ranking import Scored
from kzqa.answering.weights import Weights, score

# "Kto jest prezydentem?" asks for a role and nothing else: whose role it is decides, and half a role says little. Too
# few questions of this kind stand in the training data for the weights to learn it.
_DESCRIBED = 12.0
# So many of the best sentences are searched for a short answer; a role is given in passing, in any of them.
_SEARCHED, _SEARCHED_DESCRIBED = 5, 25


@dataclass(frozen=True, slots=True)
class Chosen:
    """The answer chosen, with its sentence.

    `features` are the candidate's, empty for tak and nie and where the sentence itself is the answer.
    `total` is the score of sentence and candidate together, `margin` how far it lies above the best one that says
    something else. `agreeing` are other sentences that give the same answer, or
    the one that contradicts it.
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
    found = Evidence(
        sentence.text,
        sentence.start,
        sentence.tokens,
        scored.mentions,
        scored.dates,
        scored.quotes,
        matched,
        scored.roles,
    )
    return replace(found, spans=tuple(Span(*tidy(found, span.start, span.end), span.score) for span in spans))


def choose(question: Question, ranked: Sequence[Scored], model: Weights, weights: Sequence[float]) -> Chosen | None:
    """The best answer over the best sentences; None where there is no sentence.

    `ranked` is ordered, best first; `weights` are those of the words of the question.
    """
    if not ranked:
        return None
    if question.expects == "polarity":
        return _polar(question, ranked)
    described = question.type == "who" and not any(word.kind == "verb" for word in question.content)

    def bonus(candidate: Candidate) -> float:
        return _DESCRIBED * candidate.features.get("role", 0.0) ** 2 if described else 0.0

    options = sorted(
        (
            Option(scored.score + score(candidate.features, model.answer) + bonus(candidate), rank, scored, candidate)
            for rank, scored in enumerate(ranked[: _SEARCHED_DESCRIBED if described else _SEARCHED])
            for candidate in candidates(question, evidence(scored, scored.spans))
        ),
        key=lambda option: (-option.total, option.rank, option.candidate.start, option.candidate.end),
    )
    return _best(question, options, weights) if options else _whole(ranked)


def _best(question: Question, options: Sequence[Option], weights: Sequence[float]) -> Chosen:
    first = options[0]
    margin = next((first.total - other.total for other in options if not agree(first, other)), first.total)
    same = {option.scored.sentence.rowid: option.scored for option in reversed(options) if agree(first, option)}
    answer, cited = first.candidate.answer, [scored for scored in same.values() if scored is not first.scored]
    rival = contradiction(first, options, weights)
    if rival is not None:
        newer, older = sorted((first, rival), key=lambda option: option.scored.article.date or "", reverse=True)
        first = newer
        answer = f"{newer.candidate.answer} (starszy artykuł podaje: {older.candidate.answer})"
        cited = [older.scored]
    return Chosen(
        scored=first.scored,
        answer=answer,
        source=first.candidate.source,
        value=_value(question, first.candidate, first.scored),
        start=first.candidate.start,
        end=first.candidate.end,
        features=first.candidate.features,
        total=first.total,
        margin=margin,
        agreeing=tuple(sorted(cited, key=lambda scored: -scored.score)),
    )


def _value(question: Question, candidate: Candidate, scored: Scored) -> Mapping[str, object] | None:
    """The value of an answer as data: its own, else that of the date, number, quote or name that it overlaps."""
    start, end = candidate.start, candidate.end
    value: dict[str, object] = dict(candidate.value or {})
    if question.type == "when" and "iso" not in value:
        isos = [date.iso for date in scored.dates if date.iso and date.start < end and date.end > start]
        value |= {"iso": isos[0]} if isos else {}
    elif question.type == "how_many" and "number" not in value:
        from kzqa.language.numbers import find_numbers

        numbers = find_numbers(candidate.answer)
        value |= {"number": numbers[0].value, "unit": numbers[0].unit} if numbers else {}
    elif question.type == "quote" and "speaker" not in value:
        speakers = [
            quote.speaker for quote in scored.quotes if quote.start < end and quote.end > start and quote.speaker
        ]
        if question.expects == "person":
            value["speaker"] = candidate.answer
        elif speakers:
            value["speaker"] = speakers[0]
    elif question.type == "who" and (speaker := _said_by(candidate, scored)):
        value["speaker"] = speaker
    roles = [
        mention.role for mention in scored.mentions if (mention.start, mention.end) == (start, end) and mention.role
    ]
    return value | ({"role": roles[0]} if roles else {}) or None


def _said_by(candidate: Candidate, scored: Scored) -> str | None:
    """The name of a person who is the answer because of what the sentence quotes: words of the question stand in it."""
    begin = scored.sentence.start
    for quote in scored.quotes:
        start, end = quote.speaker_mention or (quote.start, quote.start)
        speaks = (start < candidate.end and candidate.start < end) or quote.speaker == candidate.answer
        if speaks and any(quote.start <= begin + at < quote.end for at in scored.matched):
            return candidate.answer if candidate.source == "person" else quote.speaker
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
