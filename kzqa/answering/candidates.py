"""Possible short answers of a sentence, each with what speaks for and against it; `weights.py` weighs the features.

Polish tells much by case and preposition: "z kim" is answered by "z prezydentem Turcji", "komu" by a dative.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kzqa.answering.evidence import Evidence, Span
from kzqa.answering.proposals import Proposal, proposals, same_preposition
from kzqa.answering.question import Question
from kzqa.answering.question_words import listed
from kzqa.language.terms import lemmas, tokenize
from kzqa.model import Token

_COORDINATED = re.compile(r",\s|\s(?:i|oraz|lub|czy)\s")
_NAMES = re.compile(r", | i ")  # between the names of a list
_HELD = 0.85  # the degree from which a word of the sentence is one of the question


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible short answer: where it stands, how it reads as an answer, its value as data, and its features."""

    start: int
    end: int
    answer: str
    source: str
    value: Mapping[str, object] | None
    features: Mapping[str, float]


def candidates(question: Question, evidence: Evidence) -> Iterator[Candidate]:
    """Every possible short answer in one sentence. Spans that only repeat the question are left out."""
    best = evidence.spans[0] if evidence.spans else None
    seen: set[tuple[int, int, str]] = set()
    for proposal in proposals(question, evidence):
        key = (proposal.start, proposal.end, proposal.source)
        if key in seen or not proposal.answer.strip():
            continue
        seen.add(key)
        repeated = _repeated(proposal, evidence)
        if repeated < 1 or proposal.source == "quote":
            features = _features(question, evidence, proposal, repeated, best)
            yield Candidate(proposal.start, proposal.end, proposal.answer, proposal.source, proposal.value, features)


def _repeated(proposal: Proposal, evidence: Evidence) -> float:
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
    question: Question, evidence: Evidence, proposal: Proposal, repeated: float, best: Span | None
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
        features["preposition"] = 1.0 if same_preposition(question.preposition, proposal.preposition) else -1.0
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
        features |= _kind(question, question.target, proposal)
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


def _kind(question: Question, target: str, proposal: Proposal) -> dict[str, float]:
    """Is a date as exact as it is asked for ("którego dnia"), a place of the kind asked for ("w jakim kraju")?"""
    if proposal.source == "date":
        iso = (proposal.value or {}).get("iso")
        return {"precision": 1.0 if question.is_exact(str(iso or "")) else -1.0}
    country = target in listed("nouns_of_countries")
    if proposal.source in ("place", "list") and (country or target in listed("nouns_of_towns")):
        from kzqa.language.geography import is_country

        known = all(map(is_country, _NAMES.split(proposal.answer)))
        return {"kind of place": 1.0 if known == country else -1.0}
    return {}


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


def _shared(proposal: Proposal, span: Span) -> float:
    """Characters shared, as a part of the shorter of the two."""
    shared = min(proposal.end, span.end) - max(proposal.start, span.start)
    return max(0.0, shared / min(proposal.end - proposal.start, span.end - span.start))


def _overlap(proposal: Proposal, span: Span) -> float:
    """Characters shared, as the harmonic mean of precision and recall."""
    shared = min(proposal.end, span.end) - max(proposal.start, span.start)
    return max(0.0, 2 * shared / ((proposal.end - proposal.start) + (span.end - span.start)))
