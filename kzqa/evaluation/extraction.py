"""Scores of quotes and dates against annotations by hand.

A gold line is an object with `doc` (the end of the article's path), `quotes`, `dates` and `ignore`: quotes have
`start`, `end`, `kind` and `speaker`, dates `start`, `end` and `iso`, all by character offsets in the source. A found
and a gold quote match at a threshold when they share at least that part of either. What mostly lies in an `ignore`
span and matches nothing counts neither as right nor as wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

from kzqa.answering.overlap import token_f1
from kzqa.model import DateMention, Quote

Gold = Mapping[str, Any]
THRESHOLDS = (0.3, 0.8)
_SAME_SPEAKER = 0.5
_IGNORED = 0.5
_EDGE = (4, 2)  # characters by which the edges of a date may differ: a preposition before, a full stop behind


class Found(NamedTuple):
    """What was extracted from the article at `path`."""

    path: str
    quotes: Sequence[Quote]
    dates: Sequence[DateMention]


class Rates(NamedTuple):
    """Precision, recall and their harmonic mean, from 0 to 1; 0 where there is nothing to count."""

    precision: float
    recall: float
    f1: float


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_T = TypeVar("_T", bound=_Span)


class _Count:
    """Right and all, among what was found and among what is gold."""

    def __init__(self) -> None:
        self.right_found = self.found = self.right_gold = self.gold = 0

    def rates(self) -> Rates:
        precision = self.right_found / self.found if self.found else 0.0
        recall = self.right_gold / self.gold if self.gold else 0.0
        total = precision + recall
        return Rates(precision, recall, 2 * precision * recall / total if total else 0.0)


def score_extraction(gold: Iterable[Gold], found: Iterable[Found]) -> dict[str, Rates | float]:
    """The measures over all gold articles; an article that was not found at all counts as one without quotes or dates.

    Keys: "direct@0.3", "direct@0.8", "reported@0.3", "reported@0.8" and "dates" (Rates), "direct speaker" and
    "reported speaker" (the share of the gold quotes matched at 0.3 that have the right speaker), "dates iso" (the
    share of the gold dates found that have the right ISO value).
    """
    articles = list(found)
    pairs = [(line, _of(line, articles)) for line in gold]
    result: dict[str, Rates | float] = {}
    for kind in ("direct", "reported"):
        for threshold in THRESHOLDS:
            rates, speaker = _quotes(pairs, kind, threshold)
            result[f"{kind}@{threshold}"] = rates
            if threshold == THRESHOLDS[0]:
                result[f"{kind} speaker"] = speaker
    result["dates"], result["dates iso"] = _dates(pairs)
    return result


def _of(line: Gold, articles: Iterable[Found]) -> Found:
    """What was found in a gold line's article: the path ends with `doc`, or with what follows its first folder."""
    doc = str(line["doc"])
    ends = (doc, "/" + doc.partition("/")[2] if "/" in doc else doc)
    for article in articles:
        if ("/" + article.path.replace("\\", "/")).endswith(ends):
            return article
    return Found(doc, (), ())


def _quotes(pairs: Sequence[tuple[Gold, Found]], kind: str, threshold: float) -> tuple[Rates, float]:
    count, speakers, matched = _Count(), 0, 0
    for line, article in pairs:
        gold = [quote for quote in line["quotes"] if quote["kind"] == kind]
        found = [quote for quote in _kept(article.quotes, line, "quote") if quote.kind == kind]
        count.found += len(found)
        count.right_found += sum(any(_match(quote, other, threshold) for other in gold) for quote in found)
        count.gold += len(gold)
        for other in gold:
            hits = [quote for quote in found if _match(quote, other, threshold)]
            count.right_gold += bool(hits)
            matched += bool(hits)
            speakers += any(token_f1(hit.speaker or "", other["speaker"] or "") >= _SAME_SPEAKER for hit in hits)
    return count.rates(), speakers / matched if matched else 0.0


def _dates(pairs: Sequence[tuple[Gold, Found]]) -> tuple[Rates, float]:
    count, right = _Count(), 0
    for line, article in pairs:
        found = _kept(article.dates, line, "date")
        count.found += len(found)
        count.right_found += sum(any(_same(date, other) for other in line["dates"]) for date in found)
        count.gold += len(line["dates"])
        for other in line["dates"]:
            hits = [date for date in found if _same(date, other)]
            count.right_gold += bool(hits)
            right += any(hit.iso == other["iso"] for hit in hits)
    return count.rates(), right / count.right_gold if count.right_gold else 0.0


def _kept(found: Iterable[_T], line: Gold, item: str) -> list[_T]:
    """What counts: all that matches gold or lies outside every `ignore` span."""
    ignored = [span for span in line.get("ignore", ()) if span["item"] == item]
    return [
        one
        for one in found
        if any(_match(one, other, THRESHOLDS[0]) for other in line[item + "s"])
        or not any(_shared(one, span) >= _IGNORED * (one.end - one.start) for span in ignored)
    ]


def _shared(one: _Span, other: Gold) -> int:
    return max(0, min(one.end, int(other["end"])) - max(one.start, int(other["start"])))


def _match(one: _Span, other: Gold, threshold: float) -> bool:
    shared = _shared(one, other)
    longer = max(int(other["end"]) - int(other["start"]), one.end - one.start)
    return shared >= threshold * longer


def _same(date: DateMention, other: Gold) -> bool:
    return abs(date.start - int(other["start"])) <= _EDGE[0] and abs(date.end - int(other["end"])) <= _EDGE[1]
