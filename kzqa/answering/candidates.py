"""Spans of a sentence that may be the short answer to a question, each with what speaks for and against it.

Names, dates, numbers, quotes and phrases are proposed according to what the question expects; the features of each are
weighed by `weights.py`. Polish tells much by case and preposition: "z kim" is answered by "z prezydentem Turcji",
"komu" by a dative.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kzqa.answering.phrases import phrases
from kzqa.answering.question import Question
from kzqa.answering.question_words import Expected, listed
from kzqa.language.dictionary import analyse
from kzqa.language.terms import lemmas, tokenize
from kzqa.model import DateMention, Mention, Quote, Token

_JOINED = re.compile(r"\s*(?:,|(?:,\s*)?(?:i|oraz|a także|lub|czy|albo|ani))\s*")
_COORDINATED = re.compile(r",\s|\s(?:i|oraz|lub|czy)\s")
_HELD = 0.85  # the degree from which a word of the sentence is one of the question


class Span(NamedTuple):
    """A span that the reader points at: offsets in the article and a score, higher is better, 0 for its best span."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence with all that was found in it. `matched` maps the index of a token to the degree (0 to 1) to which it
    meets a word of the question, `roles` the offsets of a name to the share of the question that its role meets;
    `spans` are the reader's, best first."""

    text: str
    start: int
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    matched: Mapping[int, float] = field(default_factory=dict)
    roles: Mapping[tuple[int, int], float] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def slice(self, start: int, end: int) -> str:
        """The text between two offsets of the article."""
        return self.text[max(0, start - self.start) : max(0, end - self.start)]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible short answer: where it stands, how it reads as an answer, its value as data, and its features."""

    start: int
    end: int
    answer: str
    source: str
    value: Mapping[str, object] | None
    features: Mapping[str, float]


class _Proposal(NamedTuple):
    start: int
    end: int
    answer: str
    source: str
    value: Mapping[str, object] | None = None
    preposition: str | None = None
    head: int | None = None


_TYPES = frozenset({"person", "place", "organisation", "list"})
# For these kinds of answers, what was found when the text was indexed beats phrases and the reader's spans.
_PROPER: Mapping[Expected, frozenset[str]] = {
    "person": frozenset({"person", "list"}),
    "place": frozenset({"place", "list"}),
    "organisation": frozenset({"organisation", "list"}),
    "date": frozenset({"date"}),
    "number": frozenset({"number"}),
}

# Which sources are tried for which kind of answer. Names and phrases stand for nearly everything.
_NAMES: Mapping[Expected, frozenset[str]] = {
    "person": frozenset({"person", "organisation", "place"}),
    "organisation": frozenset({"organisation", "person", "place"}),
    "place": frozenset({"place", "organisation"}),
    "name": frozenset({"person", "organisation", "place"}),
    "thing": frozenset({"organisation", "place", "person"}),
}
_PHRASES: Mapping[Expected, frozenset[str]] = {
    "person": frozenset({"noun"}),
    "organisation": frozenset({"noun"}),
    "place": frozenset({"noun", "prepositional"}),
    "name": frozenset({"noun"}),
    "role": frozenset({"noun", "predicate"}),
    "thing": frozenset({"noun", "prepositional", "predicate"}),
    "reason": frozenset({"reason", "prepositional", "predicate"}),
    "manner": frozenset({"manner", "noun", "prepositional", "predicate"}),
    "definition": frozenset({"noun", "predicate"}),
    "statement": frozenset({"predicate", "noun"}),
    "duration": frozenset({"noun", "prepositional"}),
    "number": frozenset({"noun"}),
    "date": frozenset({"noun"}),
}


def candidates(question: Question, evidence: Evidence) -> Iterator[Candidate]:
    """Every possible short answer in one sentence. Spans that only repeat the question are left out."""
    best = evidence.spans[0] if evidence.spans else None
    seen: set[tuple[int, int, str]] = set()
    proposals = list(_proposals(question, evidence))
    if question.type == "who" and question.preposition:
        proposals = _governed(question.preposition, proposals)
    for proposal in proposals:
        key = (proposal.start, proposal.end, proposal.source)
        if key in seen or not proposal.answer.strip():
            continue
        seen.add(key)
        repeated = _repeated(proposal, evidence)
        if repeated < 1 or proposal.source == "quote":
            features = _features(question, evidence, proposal, repeated, best)
            yield Candidate(proposal.start, proposal.end, proposal.answer, proposal.source, proposal.value, features)


def _governed(preposition: str, proposals: list[_Proposal]) -> list[_Proposal]:
    """Where a name has the preposition that is asked with ("z kim"), only what overlaps such a name."""
    names = [one for one in proposals if one.source in _TYPES and _same(preposition, one.preposition or "")]
    if not names:
        return proposals
    return [one for one in proposals if _overlaps(one.start, one.end, names)]


def _proposals(question: Question, evidence: Evidence) -> Iterator[_Proposal]:
    expects = question.expects
    exact = list(_exact(question, evidence))
    yield from exact
    # A name, date or number says more exactly what is meant than the words around it.
    proper = [proposal for proposal in exact if proposal.source in _PROPER.get(expects, ())]
    if question.type == "quote":
        for quote in evidence.quotes:
            value = {"speaker": quote.speaker} if quote.speaker else None
            if expects == "statement":
                yield _Proposal(quote.start, quote.end, quote.text, "quote", value)
            elif quote.speaker:
                start, end = quote.speaker_mention or (quote.start, quote.end)
                yield _Proposal(start, end, quote.speaker, "speaker", value)
    wanted = _PHRASES.get(expects, frozenset())
    for phrase in phrases(evidence.tokens):
        start, end = evidence.tokens[phrase.first].start, evidence.tokens[phrase.last].end
        if phrase.kind in wanted and not _overlaps(start, end, proper):
            yield _Proposal(start, end, evidence.slice(start, end), phrase.kind, None, phrase.preposition, phrase.head)
    for span in evidence.spans:
        if _overlaps(span.start, span.end, proper):
            continue
        yield _Proposal(
            span.start, span.end, evidence.slice(span.start, span.end), "reader", None, _before(evidence, span.start)
        )


def _exact(question: Question, evidence: Evidence) -> Iterator[_Proposal]:
    """Names, lists of names, dates and numbers: what was found in the text when it was indexed, with its value."""
    expects = question.expects
    for mention in evidence.mentions:
        if mention.type in _NAMES.get(expects, ()):
            yield _Proposal(
                mention.start, mention.end, mention.entity, mention.type, None, _governing(evidence, mention)
            )
        if expects == "role" and mention.role:
            yield _Proposal(mention.start, mention.end, mention.role, "role")
    yield from _lists(expects, evidence)
    # Dates and numbers are imported where they are needed: a cold start has no time for what a question does not ask.
    if expects in ("date", "duration"):
        from kzqa.language.dates import readable

        for date in evidence.dates:
            answer = readable(date.iso) if date.iso else date.text
            value = {"iso": date.iso} if date.iso else None
            yield _Proposal(date.start, date.end, answer, "date", value, _before(evidence, date.start))
    if expects in ("number", "duration"):
        from kzqa.language.numbers import find_numbers

        for number in find_numbers(evidence.text):
            start, end = evidence.start + number.start, evidence.start + number.end
            counted: dict[str, object] = {"number": number.value, "unit": number.unit}
            yield _Proposal(start, end, number.text, "number", counted, _before(evidence, start))


def _lists(expects: Expected, evidence: Evidence) -> Iterator[_Proposal]:
    """Names of one type that are joined by commas and conjunctions, as one answer in base forms."""
    run: list[Mention] = []
    for mention in (*evidence.mentions, None):
        joined = (
            run
            and mention
            and mention.type == run[-1].type
            and _JOINED.fullmatch(evidence.slice(run[-1].end, mention.start))
        )
        if joined and mention:
            run.append(mention)
            continue
        if len(run) > 1 and run[0].type in _NAMES.get(expects, ()):
            answer = f"{', '.join(one.entity for one in run[:-1])} i {run[-1].entity}"
            yield _Proposal(run[0].start, run[-1].end, answer, "list", None, _before(evidence, run[0].start))
        run = [mention] if mention else []


def _overlaps(start: int, end: int, proposals: Sequence[_Proposal]) -> bool:
    return any(one.start < end and one.end > start for one in proposals)


def _governing(evidence: Evidence, mention: Mention) -> str | None:
    """The preposition of a name, also where its role stands between ("z prezesem banku Janem Nowakiem")."""
    index = next((i for i, token in enumerate(evidence.tokens) if token.start >= mention.start), 0) - 1
    if mention.role:
        while index >= 0 and evidence.tokens[index].pos in {"NOUN", "PROPN", "ADJ"}:
            index -= 1
    if index >= 0 and evidence.tokens[index].pos == "ADP":
        return evidence.tokens[index].text.lower()
    return None


def _before(evidence: Evidence, start: int) -> str | None:
    """The word before an offset where it is a preposition."""
    before = tokenize(evidence.slice(evidence.start, start)[-20:])
    if before and any(reading.tag.startswith("prep") for reading in analyse(before[-1][0])):
        return before[-1][0]
    return None


def _repeated(proposal: _Proposal, evidence: Evidence) -> float:
    """The share of the span's words of content that the question holds too; 1 for a person whose surname it holds."""
    inside = [
        index
        for index, token in enumerate(evidence.tokens)
        if proposal.start <= token.start < proposal.end and token.text[:1].isalnum()
    ]
    content = [index for index in inside if evidence.tokens[index].lemma.lower() not in listed("function_words")]
    if not content:
        return 0.0
    held = [evidence.matched.get(index, 0.0) >= _HELD for index in content]
    if proposal.source in ("person", "speaker") and held[-1]:
        return 1.0
    return sum(held) / len(held)


def _features(
    question: Question, evidence: Evidence, proposal: _Proposal, repeated: float, best: Span | None
) -> dict[str, float]:
    inside = [
        i for i, token in enumerate(evidence.tokens) if token.start >= proposal.start and token.end <= proposal.end
    ]
    head = proposal.head if proposal.head is not None else (_head(evidence, inside) if inside else None)
    features: dict[str, float] = {
        f"{question.expects}:{proposal.source}": 1.0,
        "repeated": repeated,
        "length": min(len(inside), 20) / 20,
        "near": _near(evidence, inside),
    }
    agent = head is not None and _is_agent(evidence, head)
    if agent and question.case == "nom":
        # who does what the passive says: "przedstawiony przez X" is "X przedstawił"
        features |= {"bare": 1.0, "case": 1.0, "nom:nsubj": 1.0}
    elif question.preposition and proposal.preposition:
        features["preposition"] = 1.0 if _same(question.preposition, proposal.preposition) else -1.0
    elif question.case and question.type in ("who", "what", "quote"):
        features["bare"] = -1.0 if proposal.preposition else 1.0
    if head is not None and not (agent and question.case == "nom"):
        token = evidence.tokens[head]
        if question.case and (case := _case(token)):
            features["case"] = 1.0 if case in question.case.split(".") else -1.0
        if token.dep:
            relation = token.dep.partition(":")[0]
            features[f"{'nom' if question.case == 'nom' else 'other'}:{relation}"] = 1.0
            governor = evidence.tokens[token.head]
            features["governed"] = evidence.matched.get(token.head, 0.0) if governor is not token else 0.0
    if question.type in ("who", "where", "what"):
        listed_words = proposal.source == "list" or _COORDINATED.search(proposal.answer) is not None
        features[f"{'plural' if question.plural else 'singular'}:{'list' if listed_words else 'single'}"] = 1.0
    if question.target:
        features["target"] = _has_lemma(evidence, inside, question.target)
        features["unit"] = float(proposal.value is not None and _is_unit(proposal.value.get("unit"), question.target))
    if (proposal.start, proposal.end) in evidence.roles:
        features["role"] = evidence.roles[proposal.start, proposal.end]
    if best is not None:
        features["overlap"] = _overlap(proposal, best)
        features["inside"] = max(_shared(proposal, span) * math.exp(span.score) for span in evidence.spans)
        features["exact"] = float((proposal.start, proposal.end) == (best.start, best.end))
        features["read"] = max(_overlap(proposal, span) * math.exp(span.score) for span in evidence.spans)
    if question.expects == "number" and proposal.source != "number":
        features["digits"] = float(any(char.isdigit() for char in proposal.answer))
    return features


def _is_agent(evidence: Evidence, head: int) -> bool:
    """Is a noun the agent of a passive participle?"""
    token = evidence.tokens[head]
    return token.dep == "obl:agent" or (
        evidence.tokens[token.head].tag.startswith("ppas")
        and any(t.head == head and t.text.lower() == "przez" for t in evidence.tokens)
    )


def _head(evidence: Evidence, inside: Sequence[int]) -> int:
    """The token of a span whose head stands outside it."""
    members = set(inside)
    return next((i for i in inside if evidence.tokens[i].head not in members), inside[0])


def _near(evidence: Evidence, inside: Sequence[int]) -> float:
    """How near the matched words stand: the sum over them of degree / (1 + distance in tokens), at most 3."""
    if not inside:
        return 0.0
    total = 0.0
    for index, degree in evidence.matched.items():
        if index < inside[0]:
            total += degree / (inside[0] - index)
        elif index > inside[-1]:
            total += degree / (index - inside[-1])
    return min(total, 3.0)


def _same(asked: str, found: str) -> bool:
    """Are two prepositions one (w and we, z and ze)?"""
    return asked == found or (asked.rstrip("e") == found.rstrip("e") and bool(asked.rstrip("e")))


_CASES: Mapping[str, str] = {
    "Nom": "nom",
    "Gen": "gen",
    "Dat": "dat",
    "Acc": "acc",
    "Ins": "inst",
    "Loc": "loc",
    "Voc": "voc",
}


def _case(token: Token) -> str | None:
    _, _, rest = token.morph.partition("Case=")
    return _CASES.get(rest[:3])


def _has_lemma(evidence: Evidence, inside: Sequence[int], lemma: str) -> float:
    return float(any(evidence.tokens[i].lemma.lower() == lemma for i in inside))


def _is_unit(unit: object, target: str) -> bool:
    return isinstance(unit, str) and any(target in lemmas(form) for form, _, _ in tokenize(unit))


def _shared(proposal: _Proposal, span: Span) -> float:
    """Characters shared, as a part of the shorter of the two."""
    shared = min(proposal.end, span.end) - max(proposal.start, span.start)
    return max(0.0, shared / min(proposal.end - proposal.start, span.end - span.start))


def _overlap(proposal: _Proposal, span: Span) -> float:
    """Characters shared, as the harmonic mean of precision and recall."""
    shared = min(proposal.end, span.end) - max(proposal.start, span.start)
    return max(0.0, 2 * shared / ((proposal.end - proposal.start) + (span.end - span.start)))
