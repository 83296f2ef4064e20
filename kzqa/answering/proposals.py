"""Which spans of a sentence may answer a question: names, dates, numbers, quotes, phrases, and what the reader marks.

What the question expects decides which are tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kzqa.answering.edges import tidy
from kzqa.answering.evidence import Evidence
from kzqa.answering.phrases import phrases
from kzqa.answering.question import Question
from kzqa.answering.question_words import Expected
from kzqa.model import Mention, Quote

_PART = re.compile(r"[^\s;.!?][^;.!?]*")
_JOINED = re.compile(r"\s*(?:,|(?:,\s*)?(?:i|oraz|a także|lub|czy|albo|ani))\s*")


class Proposal(NamedTuple):
    """A span, how it reads as an answer, what proposed it, its value as data, its preposition, its head."""

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
}


def proposals(question: Question, evidence: Evidence) -> Sequence[Proposal]:
    """The spans of one sentence that are worth weighing, in no order; the same one may come from several sources."""
    found = list(_proposals(question, evidence))
    return _governed(question.preposition, found) if question.type == "who" and question.preposition else found


def _governed(preposition: str, proposals: list[Proposal]) -> list[Proposal]:
    """Where a name has the preposition that is asked with ("z kim"), only what overlaps such a name."""
    names = [one for one in proposals if one.source in _TYPES and same_preposition(preposition, one.preposition or "")]
    if not names:
        return proposals
    return [one for one in proposals if _overlaps(one.start, one.end, names)]


def _proposals(question: Question, evidence: Evidence) -> Iterator[Proposal]:
    expects = question.expects
    exact = list(_exact(question, evidence))
    yield from exact
    # A name, date or number says more exactly what is meant than the words around it.
    proper = [proposal for proposal in exact if proposal.source in _PROPER.get(expects, ())]
    if question.type == "quote":
        for quote in evidence.quotes:
            value = {"speaker": quote.speaker} if quote.speaker else None
            if expects == "statement":
                yield Proposal(quote.start, quote.end, quote.text, "quote", value)
                yield from _clauses(quote, value)
            elif quote.speaker:
                start, end = quote.speaker_mention or (quote.start, quote.end)
                yield Proposal(start, end, quote.speaker, "speaker", value)
    wanted = _PHRASES.get(expects, frozenset())
    for phrase in phrases(evidence.tokens):
        start, end = evidence.tokens[phrase.first].start, evidence.tokens[phrase.last].end
        if (
            phrase.kind in wanted
            and not _overlaps(start, end, proper)
            and (said := _said(expects, evidence, start, end))
        ):
            start, end = tidy(evidence, *said)
            yield Proposal(start, end, evidence.slice(start, end), phrase.kind, None, phrase.preposition, phrase.head)
    for span in evidence.spans:
        said = _said(expects, evidence, span.start, span.end)
        if said is None or _overlaps(span.start, span.end, proper):
            continue
        start, end = tidy(evidence, *said)
        yield Proposal(start, end, evidence.slice(start, end), "reader", None, _preposition(evidence, start))


def _clauses(quote: Quote, value: Mapping[str, object] | None) -> Iterator[Proposal]:
    """The parts of a quote between its semicolons and full stops, where there are several."""
    parts = [match for match in _PART.finditer(quote.text) if any(char.isalnum() for char in match[0])]
    if len(parts) > 1:
        for part in parts:
            yield Proposal(quote.start + part.start(), quote.start + part.end(), part[0], "quote", value)


def _said(expects: Expected, evidence: Evidence, start: int, end: int) -> tuple[int, int] | None:
    """A span as far as it lies within what is quoted, where a statement is asked for and the sentence quotes one.

    None where it lies outside: who said it, where and when is no statement.
    """
    if expects != "statement" or not evidence.quotes:
        return start, end
    quotes = [quote for quote in evidence.quotes if quote.start < end and quote.end > start]
    if not quotes:
        return None
    return max(start, min(quote.start for quote in quotes)), min(end, max(quote.end for quote in quotes))


def _exact(question: Question, evidence: Evidence) -> Iterator[Proposal]:
    """Names, lists of names, dates and numbers: what was found in the text when it was indexed, with its value."""
    expects = question.expects
    for mention in evidence.mentions:
        if mention.type in _NAMES.get(expects, ()):
            preposition = _preposition(evidence, mention.start, role=bool(mention.role))
            yield Proposal(mention.start, mention.end, mention.entity, mention.type, None, preposition)
        if expects == "role" and mention.role:
            yield Proposal(mention.start, mention.end, mention.role, "role")
    yield from _lists(expects, evidence)
    # Dates and numbers are imported where they are needed: a cold start has no time for what a question does not ask.
    if expects in ("date", "duration"):
        from kzqa.language.dates import readable

        for date in evidence.dates:
            answer = readable(date.iso) if date.iso else date.text
            value = {"iso": date.iso} if date.iso else None
            yield Proposal(date.start, date.end, answer, "date", value, _preposition(evidence, date.start))
    if expects in ("number", "duration"):
        from kzqa.language.numbers import find_numbers

        for number in find_numbers(evidence.text):
            start, end = evidence.start + number.start, evidence.start + number.end
            counted: dict[str, object] = {"number": number.value, "unit": number.unit}
            yield Proposal(start, end, number.text, "number", counted, _preposition(evidence, start))


def _lists(expects: Expected, evidence: Evidence) -> Iterator[Proposal]:
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
            yield Proposal(run[0].start, run[-1].end, answer, "list", None, _preposition(evidence, run[0].start))
        run = [mention] if mention else []


def _preposition(evidence: Evidence, start: int, *, role: bool = False) -> str | None:
    """The preposition before an offset, also where a name's role stands between ("z prezesem banku Janem Nowakiem")."""
    index = next((i for i, token in enumerate(evidence.tokens) if token.start >= start), len(evidence.tokens)) - 1
    while role and index >= 0 and evidence.tokens[index].pos in {"NOUN", "PROPN", "ADJ"}:
        index -= 1
    return evidence.tokens[index].text.lower() if index >= 0 and evidence.tokens[index].pos == "ADP" else None


def _overlaps(start: int, end: int, proposals: Sequence[Proposal]) -> bool:
    return any(one.start < end and one.end > start for one in proposals)


def same_preposition(asked: str, found: str) -> bool:
    """Are two prepositions one (w and we, z and ze)?"""
    return asked == found or (asked.rstrip("e") == found.rstrip("e") and bool(asked.rstrip("e")))
